#ifndef AGENT_UNIX_H
#define AGENT_UNIX_H

/// Unix sockets and the files that name them.

#include "CAgentSystem.h"

/// The longest path of a Unix socket, in bytes.
size_t agent_unix_max_path(void);

/// Whether the system has names for Unix sockets that are not files.
bool agent_unix_has_abstract_names(void);

/// Fills `out` from a path of `length` bytes, at most `agent_unix_max_path()`; one that starts with a null byte is abstract.
void agent_unix_address(const char *_Nonnull path, size_t length, agent_address *_Nonnull out);

/// Who is at the other end of a connected Unix socket.
typedef struct agent_unix_peer {
    uint32_t user;
    uint32_t group;
    /// -1 where the system does not tell.
    int32_t process;
} agent_unix_peer;

/// The peer as it was when it connected or listened.
int agent_unix_get_peer(int descriptor, agent_unix_peer *_Nonnull out);

/// What tells a file from one that took its name later, even where the system gave it the same number.
typedef struct agent_unix_file {
    uint64_t device;
    uint64_t number;
    int64_t seconds;
    int64_t nanoseconds;
    uint32_t owner;
    uint32_t mode;
    bool is_socket;
} agent_unix_file;

/// Describes the file itself, not what a symbolic link points to.
int agent_unix_get_file(const char *_Nonnull path, agent_unix_file *_Nonnull out);

/// The user whose rights this process has.
uint32_t agent_unix_user(void);

/// Limits the rights on the file that binding this socket will create, where the system heeds it.
void agent_unix_narrow(int descriptor, uint32_t mode);

/// Sets the rights on a file; a symbolic link is not followed.
int agent_unix_set_mode(const char *_Nonnull path, uint32_t mode);

int agent_unix_remove(const char *_Nonnull path);

/// Connects and closes again. 0 when somebody listens, -ECONNREFUSED when nobody does.
int agent_unix_probe(const agent_address *_Nonnull address);

/// Takes the lock that the file `path` stands for, creating it; -EWOULDBLOCK while somebody else has it. A symbolic link is
/// not followed.
int agent_unix_lock(const char *_Nonnull path);

/// Removes the file and gives the lock back.
void agent_unix_unlock(const char *_Nonnull path, int lock);

/// Blocks the thread.
void agent_unix_sleep(int milliseconds);

#endif
