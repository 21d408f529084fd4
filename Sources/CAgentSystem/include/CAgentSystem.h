#ifndef CAGENTSYSTEM_H
#define CAGENTSYSTEM_H

/// System calls and constants that Swift's C library module map leaves out, or that differ between platforms.
///
/// Functions that can fail return a negated errno value; calls interrupted by a signal are repeated.

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>
#endif

// MARK: Addresses

/// A socket address of any family.
typedef struct agent_address {
    struct sockaddr_storage storage;
    socklen_t length;
} agent_address;

/// Fills `out` from an IPv4 or IPv6 literal; false when the text is neither.
bool agent_address_parse(const char *_Nonnull text, uint16_t port, agent_address *_Nonnull out);

/// AF_INET, AF_INET6, or another value.
int agent_address_family(const agent_address *_Nonnull address);

/// The port in host order; 0 for families without one.
uint16_t agent_address_port(const agent_address *_Nonnull address);

/// Writes the numeric host as text; false when the family has none.
bool agent_address_host(const agent_address *_Nonnull address, char *_Nonnull out, size_t capacity);

/// Resolves a name to stream addresses in the order of preference of RFC 6724. Blocks. Returns the number of addresses written, or a
/// negative value whose text is at `*message` (static storage of the C library).
int agent_resolve(const char *_Nonnull host, uint16_t port, agent_address *_Nonnull out, int capacity,
                  const char *_Nullable *_Nonnull message);

// MARK: Sockets

/// Opens a nonblocking, close-on-exec stream socket that never raises SIGPIPE.
int agent_socket_open_stream(int family);

/// Starts to connect; -EINPROGRESS is the usual answer.
int agent_socket_connect(int descriptor, const agent_address *_Nonnull address);

/// 0 when connected, -EINPROGRESS while that is under way, otherwise why it failed.
int agent_socket_connect_status(int descriptor);

/// Sends small writes at once (TCP_NODELAY).
int agent_socket_set_no_delay(int descriptor, bool enabled);

/// The address at this end, or at the other.
int agent_socket_local_address(int descriptor, agent_address *_Nonnull out);
int agent_socket_remote_address(int descriptor, agent_address *_Nonnull out);

/// Nonblocking receive; 0 is the end of the stream.
ssize_t agent_socket_receive(int descriptor, void *_Nonnull buffer, size_t capacity);

/// Nonblocking send without SIGPIPE.
ssize_t agent_socket_send(int descriptor, const void *_Nonnull bytes, size_t count);

/// A buffer of this thread's own for bytes on their way from a descriptor to their owner; contents last until the next use.
#define AGENT_SCRATCH_SIZE 65536
void *_Nonnull agent_thread_scratch(void);

/// Whether the peer has ended the stream and everything before was read; takes nothing.
bool agent_socket_is_at_end(int descriptor);

/// Ends the sending half.
int agent_socket_finish_sending(int descriptor);

/// Closes a descriptor; not repeated on EINTR, because the descriptor is gone by then.
void agent_close(int descriptor);

// MARK: Listening

/// Binds with SO_REUSEADDR; an IPv6 socket takes IPv6 only, but for the wildcard `::`, which takes both. Without
/// `agent_socket_share_port` before it, a port that another listener has is refused with -EADDRINUSE, also where that shares it.
int agent_socket_bind(int descriptor, const agent_address *_Nonnull address);

/// Starts to listen; `backlog` connections may wait to be accepted.
int agent_socket_listen(int descriptor, int backlog);

/// Whether the system spreads connections over sockets that listen on the same port.
bool agent_listeners_share_ports(void);

/// Lets several sockets of this user listen on one port; called between bind and listen on the first and before bind on the others.
int agent_socket_share_port(int descriptor);

/// Accepts a nonblocking, close-on-exec connection that never raises SIGPIPE.
int agent_socket_accept(int listener, agent_address *_Nonnull peer);

// MARK: Waking a poller

/// A descriptor pair that wakes a poller: an eventfd (both ends the same) or a pipe.
typedef struct agent_waker {
    int read_end;
    int write_end;
} agent_waker;

int agent_waker_open(agent_waker *_Nonnull out);
void agent_waker_wake(agent_waker waker);
void agent_waker_drain(agent_waker waker);
void agent_waker_close(agent_waker waker);

/// poll(2); -EINTR is returned as it is, so that the caller can compute its timeout again.
int agent_poll(struct pollfd *_Nonnull entries, size_t count, int timeout_milliseconds);

#if defined(__linux__)
int agent_epoll_open(void);
/// Adds a descriptor, edge-triggered for both directions.
int agent_epoll_add(int epoll, int descriptor, uint64_t token);
/// Adds a descriptor, level-triggered for reading.
int agent_epoll_add_level(int epoll, int descriptor, uint64_t token);
int agent_epoll_remove(int epoll, int descriptor);
/// epoll_wait; -EINTR is returned as it is.
int agent_epoll_wait(int epoll, struct epoll_event *_Nonnull events, int capacity, int timeout_milliseconds);
/// The token given when the descriptor was added.
uint64_t agent_epoll_token(const struct epoll_event *_Nonnull event);
#endif

// MARK: Threads

/// Starts a detached thread; `name` is cut to what the platform allows.
int agent_thread_start(const char *_Nonnull name, void (*_Nonnull body)(void *_Nullable), void *_Nullable context);

/// Tells threads apart; never 0.
uintptr_t agent_thread_current(void);

/// Processors this process may use, at least 1.
int agent_processor_count(void);

// MARK: Files

/// What a descriptor stands for.
#define AGENT_FILE_REGULAR 1
#define AGENT_FILE_DIRECTORY 2
#define AGENT_FILE_OTHER 3

typedef struct agent_file_status {
    int kind;
    int64_t size;
    int64_t modified_seconds;
    int64_t modified_nanoseconds;
    uint64_t inode;
} agent_file_status;

/// Opens a directory as the start of paths.
int agent_directory_open(const char *_Nonnull path);

/// Opens a file for reading whose path does not lead out of the directory: -EXDEV or -ELOOP when it does. Symbolic links inside are
/// followed where the kernel checks them (openat2); otherwise, or when `portable`, they are refused.
int agent_file_open_beneath(int directory, const char *_Nonnull path, bool portable);

int agent_file_get_status(int descriptor, agent_file_status *_Nonnull out);

/// Reads at an offset; 0 at the end of the file.
ssize_t agent_file_read(int descriptor, void *_Nonnull buffer, size_t count, int64_t offset);

// MARK: Text and time

/// The place of the first `byte`, or -1.
ptrdiff_t agent_index_of_byte(const void *_Nonnull bytes, size_t count, uint8_t byte);

/// Nanoseconds on a clock that only goes forward.
int64_t agent_monotonic_nanoseconds(void);

/// Seconds since 1970 by the system's clock.
int64_t agent_wall_seconds(void);

/// Bytes of a date as HTTP writes it (IMF-fixdate, RFC 9110 section 5.6.7), without an end mark.
#define AGENT_HTTP_DATE_SIZE 29
void agent_http_date(int64_t seconds, char *_Nonnull out);

// MARK: Errors

/// The system's text for an errno value.
void agent_error_text(int code, char *_Nonnull out, size_t capacity);

#include "AgentStream.h"
#include "AgentUDP.h"
#include "AgentUnix.h"
#include "AgentVectors.h"

#endif
