#ifndef AGENT_UDP_H
#define AGENT_UDP_H

/// Datagram sockets: several datagrams in one call where the system has such calls, otherwise one after the other.

#include "CAgentSystem.h"

/// The most datagrams that one call moves.
#define AGENT_UDP_BATCH 32
/// Room for one datagram; UDP's length field ends below it.
#define AGENT_UDP_MAX_BYTES 65536

/// A datagram in this thread's own buffers; it lasts until the thread's next call of a function of this file.
typedef struct agent_datagram {
    void *_Nonnull bytes;
    size_t length;
    /// It was longer than the room it was given.
    bool is_truncated;
    /// The sender or the receiver; its length is 0 where the socket's own peer is meant.
    agent_address address;
} agent_datagram;

/// Bytes that are equal for equal addresses: family, port, host and, for IPv6, the zone.
typedef struct agent_address_key {
    uint64_t words[4];
} agent_address_key;

agent_address_key agent_address_get_key(const agent_address *_Nonnull address);

/// Opens a nonblocking, close-on-exec datagram socket that never raises SIGPIPE.
int agent_udp_open(int family);

/// Binds; an IPv6 socket takes IPv6 only, but for the wildcard `::`, which takes both. `reuses_address` sets SO_REUSEADDR and
/// `shares_port` SO_REUSEPORT.
int agent_udp_bind(int descriptor, const agent_address *_Nonnull address, bool reuses_address, bool shares_port);

/// Allows datagrams to broadcast addresses.
int agent_udp_allow_broadcast(int descriptor);

/// Asks for sizes of the system's buffers (SO_RCVBUF, SO_SNDBUF); 0 leaves one as it is.
int agent_udp_set_buffers(int descriptor, int receive, int send);

/// The sizes that the system really uses, in bytes, its own bookkeeping included.
int agent_udp_buffers(int descriptor, int *_Nonnull receive, int *_Nonnull send);

/// Datagrams that were dropped because the receive buffer was full; -1 where the system does not tell.
int64_t agent_udp_dropped(int descriptor);

/// This thread's AGENT_UDP_BATCH datagrams, each with AGENT_UDP_MAX_BYTES of room; null when memory is exhausted.
agent_datagram *_Nullable agent_udp_area(void);

/// Receives up to `max` datagrams of up to `max_bytes` bytes into the area and returns how many.
int agent_udp_receive(int descriptor, int max, size_t max_bytes);

/// Sends the area's datagrams from `first` on, `count` of them, and returns how many were taken: at least 1. An error concerns
/// the first.
int agent_udp_send_area(int descriptor, int first, int count);

/// Sends one datagram, to the socket's own peer when there is no address.
ssize_t agent_udp_send(int descriptor, const void *_Nullable bytes, size_t count, const agent_address *_Nullable address);

#endif
