#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CAgentSystem.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#if defined(__linux__)
#include <sched.h>
#endif

static int result(int value) { return value < 0 ? -errno : value; }

// MARK: Addresses

bool agent_address_parse(const char *text, uint16_t port, agent_address *out) {
    memset(out, 0, sizeof(*out));
    struct sockaddr_in *v4 = (struct sockaddr_in *)&out->storage;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)&out->storage;
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        out->length = sizeof(*v4);
    } else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        out->length = sizeof(*v6);
    } else {
        return false;
    }
#if defined(__APPLE__)
    out->storage.ss_len = (uint8_t)out->length;
#endif
    return true;
}

int agent_address_family(const agent_address *address) { return address->storage.ss_family; }

uint16_t agent_address_port(const agent_address *address) {
    switch (address->storage.ss_family) {
    case AF_INET: return ntohs(((const struct sockaddr_in *)&address->storage)->sin_port);
    case AF_INET6: return ntohs(((const struct sockaddr_in6 *)&address->storage)->sin6_port);
    default: return 0;
    }
}

bool agent_address_host(const agent_address *address, char *out, size_t capacity) {
    return getnameinfo((const struct sockaddr *)&address->storage, address->length, out, (socklen_t)capacity, NULL, 0,
                       NI_NUMERICHOST) == 0;
}

int agent_resolve(const char *host, uint16_t port, agent_address *out, int capacity, const char **message) {
    struct addrinfo hints;
    memset(&hints, 0, sizeof(hints));
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    char service[8];
    snprintf(service, sizeof(service), "%u", (unsigned)port);
    struct addrinfo *list = NULL;
    int status = getaddrinfo(host, service, &hints, &list);
    if (status != 0) {
        *message = gai_strerror(status);
        return -1;
    }
    int count = 0;
    for (struct addrinfo *entry = list; entry != NULL && count < capacity; entry = entry->ai_next) {
        if (entry->ai_addrlen > sizeof(out[count].storage)) continue;
        memset(&out[count], 0, sizeof(out[count]));
        memcpy(&out[count].storage, entry->ai_addr, entry->ai_addrlen);
        out[count].length = entry->ai_addrlen;
        count++;
    }
    freeaddrinfo(list);
    return count;
}

// MARK: Sockets

static int make_nonblocking_and_private(int descriptor) {
    int flags = fcntl(descriptor, F_GETFL);
    if (flags < 0 || fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) < 0) return -errno;
    if (fcntl(descriptor, F_SETFD, FD_CLOEXEC) < 0) return -errno;
    return 0;
}

#if !defined(__linux__)
static int prepare_socket(int descriptor) {
    int status = make_nonblocking_and_private(descriptor);
#if defined(SO_NOSIGPIPE)
    int on = 1;
    if (status == 0) status = result(setsockopt(descriptor, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof(on)));
#endif
    return status;
}
#endif

int agent_socket_open_stream(int family) {
#if defined(__linux__)
    return result(socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
#else
    int descriptor = socket(family, SOCK_STREAM, 0);
    if (descriptor < 0) return -errno;
    int status = prepare_socket(descriptor);
    if (status < 0) {
        close(descriptor);
        return status;
    }
    return descriptor;
#endif
}

int agent_socket_connect(int descriptor, const agent_address *address) {
    int status = connect(descriptor, (const struct sockaddr *)&address->storage, address->length);
    if (status == 0) return 0;
    // An interrupted connect goes on in the background; calling it again would report EALREADY.
    return errno == EINTR ? -EINPROGRESS : -errno;
}

int agent_socket_connect_status(int descriptor) {
    int error = 0;
    socklen_t length = sizeof(error);
    if (getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) < 0) return -errno;
    if (error != 0) return -error;
    struct sockaddr_storage peer;
    socklen_t peer_length = sizeof(peer);
    if (getpeername(descriptor, (struct sockaddr *)&peer, &peer_length) == 0) return 0;
    return errno == ENOTCONN ? -EINPROGRESS : -errno;
}

int agent_socket_set_no_delay(int descriptor, bool enabled) {
    int value = enabled ? 1 : 0;
    return result(setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &value, sizeof(value)));
}

int agent_socket_local_address(int descriptor, agent_address *out) {
    memset(out, 0, sizeof(*out));
    out->length = sizeof(out->storage);
    return result(getsockname(descriptor, (struct sockaddr *)&out->storage, &out->length));
}

int agent_socket_remote_address(int descriptor, agent_address *out) {
    memset(out, 0, sizeof(*out));
    out->length = sizeof(out->storage);
    return result(getpeername(descriptor, (struct sockaddr *)&out->storage, &out->length));
}

ssize_t agent_socket_receive(int descriptor, void *buffer, size_t capacity) {
    ssize_t count;
    do {
        count = recv(descriptor, buffer, capacity, 0);
    } while (count < 0 && errno == EINTR);
    return count < 0 ? -errno : count;
}

ssize_t agent_socket_send(int descriptor, const void *bytes, size_t count) {
#if defined(MSG_NOSIGNAL)
    const int flags = MSG_NOSIGNAL;
#else
    const int flags = 0;
#endif
    ssize_t sent;
    do {
        sent = send(descriptor, bytes, count, flags);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

void *agent_thread_scratch(void) {
    static _Thread_local _Alignas(64) unsigned char scratch[AGENT_SCRATCH_SIZE];
    return scratch;
}

bool agent_socket_is_at_end(int descriptor) {
    char byte;
    ssize_t count;
    do {
        count = recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    } while (count < 0 && errno == EINTR);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

int agent_socket_finish_sending(int descriptor) { return result(shutdown(descriptor, SHUT_WR)); }

void agent_close(int descriptor) { close(descriptor); }

// MARK: Listening

static int set_option(int descriptor, int level, int name, int value) {
    return result(setsockopt(descriptor, level, name, &value, sizeof(value)));
}

int agent_socket_bind(int descriptor, const agent_address *address) {
    int status = 0;
    if (address->storage.ss_family == AF_INET6) {
        const struct in6_addr *host = &((const struct sockaddr_in6 *)&address->storage)->sin6_addr;
        status = set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, IN6_IS_ADDR_UNSPECIFIED(host) ? 0 : 1);
    }
    if (status == 0 && address->storage.ss_family != AF_UNIX) {
        status = set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    }
    if (status < 0) return status;
    return result(bind(descriptor, (const struct sockaddr *)&address->storage, address->length));
}

int agent_socket_listen(int descriptor, int backlog) { return result(listen(descriptor, backlog)); }

bool agent_listeners_share_ports(void) {
#if defined(__linux__)
    return true;
#else
    // The option exists elsewhere too, but there one socket gets all connections.
    return false;
#endif
}

int agent_socket_share_port(int descriptor) { return set_option(descriptor, SOL_SOCKET, SO_REUSEPORT, 1); }

int agent_socket_accept(int listener, agent_address *peer) {
    int descriptor;
    do {
        memset(peer, 0, sizeof(*peer));
        peer->length = sizeof(peer->storage);
#if defined(__linux__)
        descriptor = accept4(listener, (struct sockaddr *)&peer->storage, &peer->length, SOCK_NONBLOCK | SOCK_CLOEXEC);
#else
        descriptor = accept(listener, (struct sockaddr *)&peer->storage, &peer->length);
#endif
        // A connection that was gone before it was accepted is no reason to stop.
    } while (descriptor < 0 && (errno == EINTR || errno == ECONNABORTED));
    if (descriptor < 0) return -errno;
#if !defined(__linux__)
    int status = prepare_socket(descriptor);
    if (status < 0) {
        close(descriptor);
        return status;
    }
#endif
    return descriptor;
}

// MARK: Waking a poller

int agent_waker_open(agent_waker *out) {
#if defined(__linux__)
    int descriptor = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (descriptor < 0) return -errno;
    out->read_end = descriptor;
    out->write_end = descriptor;
    return 0;
#else
    int ends[2];
    if (pipe(ends) < 0) return -errno;
    int status = make_nonblocking_and_private(ends[0]);
    if (status == 0) status = make_nonblocking_and_private(ends[1]);
    if (status < 0) {
        close(ends[0]);
        close(ends[1]);
        return status;
    }
    out->read_end = ends[0];
    out->write_end = ends[1];
    return 0;
#endif
}

void agent_waker_wake(agent_waker waker) {
    // A full pipe or counter is as good as a written one: the reader wakes either way.
    uint64_t one = 1;
    ssize_t written;
    do {
        written = write(waker.write_end, &one, sizeof(one));
    } while (written < 0 && errno == EINTR);
}

void agent_waker_drain(agent_waker waker) {
    uint64_t buffer[16];
    ssize_t count;
    do {
        count = read(waker.read_end, buffer, sizeof(buffer));
    } while (count == (ssize_t)sizeof(buffer) || (count < 0 && errno == EINTR));
}

void agent_waker_close(agent_waker waker) {
    close(waker.read_end);
    if (waker.write_end != waker.read_end) close(waker.write_end);
}

int agent_poll(struct pollfd *entries, size_t count, int timeout_milliseconds) {
    return result(poll(entries, (nfds_t)count, timeout_milliseconds));
}

#if defined(__linux__)
static int epoll_add(int epoll, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event;
    memset(&event, 0, sizeof(event));
    event.events = events;
    event.data.u64 = token;
    return result(epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event));
}

int agent_epoll_open(void) { return result(epoll_create1(EPOLL_CLOEXEC)); }

int agent_epoll_add(int epoll, int descriptor, uint64_t token) {
    return epoll_add(epoll, descriptor, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, token);
}

int agent_epoll_add_level(int epoll, int descriptor, uint64_t token) {
    return epoll_add(epoll, descriptor, EPOLLIN, token);
}

int agent_epoll_remove(int epoll, int descriptor) {
    struct epoll_event ignored;
    memset(&ignored, 0, sizeof(ignored));
    return result(epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, &ignored));
}

int agent_epoll_wait(int epoll, struct epoll_event *events, int capacity, int timeout_milliseconds) {
    return result(epoll_wait(epoll, events, capacity, timeout_milliseconds));
}

uint64_t agent_epoll_token(const struct epoll_event *event) { return event->data.u64; }
#endif

// MARK: Threads

struct thread_start {
    void (*body)(void *);
    void *context;
    char name[16];
};

static void *thread_main(void *argument) {
    struct thread_start start = *(struct thread_start *)argument;
    free(argument);
#if defined(__APPLE__)
    pthread_setname_np(start.name);
#elif defined(__linux__)
    pthread_setname_np(pthread_self(), start.name);
#endif
    start.body(start.context);
    return NULL;
}

int agent_thread_start(const char *name, void (*body)(void *), void *context) {
    struct thread_start *start = malloc(sizeof(*start));
    if (start == NULL) return -ENOMEM;
    start->body = body;
    start->context = context;
    snprintf(start->name, sizeof(start->name), "%s", name);
    pthread_attr_t attributes;
    pthread_t thread;
    int status = pthread_attr_init(&attributes);
    if (status == 0) {
        pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
        // Defaults go down to 128 KiB (musl) and 512 KiB (macOS), too little for whatever runs on a loop.
        const size_t least_stack = 4 * 1024 * 1024;
        size_t stack = 0;
        if (pthread_attr_getstacksize(&attributes, &stack) == 0 && stack < least_stack) {
            pthread_attr_setstacksize(&attributes, least_stack);
        }
        status = pthread_create(&thread, &attributes, thread_main, start);
        pthread_attr_destroy(&attributes);
    }
    if (status != 0) free(start);
    return -status;
}

uintptr_t agent_thread_current(void) { return (uintptr_t)pthread_self(); }

int agent_processor_count(void) {
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof(set), &set) == 0) {
        int count = CPU_COUNT(&set);
        if (count > 0) return count;
    }
#endif
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
}

// MARK: Text and time

ptrdiff_t agent_index_of_byte(const void *bytes, size_t count, uint8_t byte) {
    const void *found = count == 0 ? NULL : memchr(bytes, byte, count);
    return found == NULL ? -1 : (const char *)found - (const char *)bytes;
}

int64_t agent_monotonic_nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t agent_wall_seconds(void) { return (int64_t)time(NULL); }

void agent_http_date(int64_t seconds, char *out) {
    // Not strftime, whose names of days and months are the locale's.
    static const char days[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    // Years of four digits; what lies outside is cut to the edge.
    if (seconds < 0) seconds = 0;
    if (seconds > 253402300799) seconds = 253402300799;
    time_t time = (time_t)seconds;
    struct tm parts;
    gmtime_r(&time, &parts);
    char text[64];
    snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
             months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    memcpy(out, text, AGENT_HTTP_DATE_SIZE);
}

// MARK: Errors

void agent_error_text(int code, char *out, size_t capacity) {
#if defined(__GLIBC__)
    // The GNU variant, which returns the text and may leave the buffer alone.
    const char *text = strerror_r(code, out, capacity);
    if (text != out) snprintf(out, capacity, "%s", text);
#else
    if (strerror_r(code, out, capacity) != 0) snprintf(out, capacity, "error %d", code);
#endif
}
