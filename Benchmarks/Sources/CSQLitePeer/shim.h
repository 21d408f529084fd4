#ifndef CSQLITE_PEER_SHIM_H
#define CSQLITE_PEER_SHIM_H

#include <sqlite3.h>

/// SQLITE_TRANSIENT is a cast macro that Swift cannot import.
static inline sqlite3_destructor_type csqlite_peer_transient(void) { return SQLITE_TRANSIENT; }

#endif
