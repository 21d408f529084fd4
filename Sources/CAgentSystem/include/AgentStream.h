#ifndef AGENT_STREAM_H
#define AGENT_STREAM_H

/// Stream sockets of every family.

/// Makes closing discard what was not sent and, over TCP, tell the peer so by a reset instead of a proper end.
int agent_socket_reset_on_close(int descriptor);

#endif
