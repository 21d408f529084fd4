#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "AgentUDP.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static int result(int value) { return value < 0 ? -errno : value; }

static int set_option(int descriptor, int level, int name, int value) {
    return result(setsockopt(descriptor, level, name, &value, sizeof(value)));
}

// MARK: Addresses

agent_address_key agent_address_get_key(const agent_address *address) {
    agent_address_key key = {{0}};
    uint16_t port = agent_address_port(address);
    key.words[0] = (uint64_t)address->storage.ss_family << 16 | port;
    if (address->storage.ss_family == AF_INET) {
        memcpy(&key.words[1], &((const struct sockaddr_in *)&address->storage)->sin_addr, 4);
    } else if (address->storage.ss_family == AF_INET6) {
        const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&address->storage;
        memcpy(&key.words[1], &v6->sin6_addr, 16);
        key.words[3] = v6->sin6_scope_id;
    }
    return key;
}

// MARK: Options

int agent_udp_open(int family) {
#if defined(__linux__)
    return result(socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
#else
    int descriptor = socket(family, SOCK_DGRAM, 0);
    if (descriptor < 0) return -errno;
    int status = result(fcntl(descriptor, F_GETFL));
    if (status >= 0) status = result(fcntl(descriptor, F_SETFL, status | O_NONBLOCK));
    if (status >= 0) status = result(fcntl(descriptor, F_SETFD, FD_CLOEXEC));
#if defined(SO_NOSIGPIPE)
    if (status >= 0) status = set_option(descriptor, SOL_SOCKET, SO_NOSIGPIPE, 1);
#endif
    if (status < 0) {
        close(descriptor);
        return status;
    }
    return descriptor;
#endif
}

int agent_udp_bind(int descriptor, const agent_address *address, bool reuses_address, bool shares_port) {
    int status = 0;
    if (address->storage.ss_family == AF_INET6) {
        const struct in6_addr *host = &((const struct sockaddr_in6 *)&address->storage)->sin6_addr;
        status = set_option(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, IN6_IS_ADDR_UNSPECIFIED(host) ? 0 : 1);
    }
    if (status == 0 && reuses_address) status = set_option(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
    if (status == 0 && shares_port) status = set_option(descriptor, SOL_SOCKET, SO_REUSEPORT, 1);
    if (status < 0) return status;
    return result(bind(descriptor, (const struct sockaddr *)&address->storage, address->length));
}

int agent_udp_allow_broadcast(int descriptor) { return set_option(descriptor, SOL_SOCKET, SO_BROADCAST, 1); }

int agent_udp_set_buffers(int descriptor, int receive, int send) {
    int status = receive > 0 ? set_option(descriptor, SOL_SOCKET, SO_RCVBUF, receive) : 0;
    return status == 0 && send > 0 ? set_option(descriptor, SOL_SOCKET, SO_SNDBUF, send) : status;
}

int agent_udp_buffers(int descriptor, int *receive, int *send) {
    socklen_t length = sizeof(*receive);
    if (getsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, receive, &length) < 0) return -errno;
    length = sizeof(*send);
    return result(getsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, send, &length));
}

int64_t agent_udp_dropped(int descriptor) {
#if defined(__linux__) && defined(SO_MEMINFO)
    // Unlike SO_RXQ_OVFL this costs nothing per datagram and tells of drops that no datagram has followed.
    const int drops = 8;  // SK_MEMINFO_DROPS
    uint32_t values[9] = {0};
    socklen_t length = sizeof(values);
    if (getsockopt(descriptor, SOL_SOCKET, SO_MEMINFO, values, &length) == 0 && length == sizeof(values)) {
        return values[drops];
    }
#endif
    return -1;
}

// MARK: Buffers of the thread

// A little over a power of two: otherwise the first bytes of all datagrams would compete for the same lines of the cache.
#define SLOT_STRIDE (AGENT_UDP_MAX_BYTES + 192)

struct area {
    agent_datagram datagrams[AGENT_UDP_BATCH];
    struct iovec vectors[AGENT_UDP_BATCH];
#if defined(__linux__)
    struct mmsghdr headers[AGENT_UDP_BATCH];
#endif
    // Two MiB of addresses, of which the system backs what was written to.
    unsigned char bytes[AGENT_UDP_BATCH * SLOT_STRIDE];
};

static pthread_key_t area_key;
static pthread_once_t area_once = PTHREAD_ONCE_INIT;
static int area_key_status;

static void make_area_key(void) { area_key_status = pthread_key_create(&area_key, free); }

static struct area *thread_area(void) {
    static _Thread_local struct area *cached;
    if (cached != NULL) return cached;
    pthread_once(&area_once, make_area_key);
    if (area_key_status != 0) return NULL;
    struct area *area = calloc(1, sizeof(*area));
    if (area == NULL) return NULL;
    // The key is there for its destructor, which frees the area when the thread ends.
    if (pthread_setspecific(area_key, area) != 0) {
        free(area);
        return NULL;
    }
    for (int i = 0; i < AGENT_UDP_BATCH; i++) {
        area->datagrams[i].bytes = area->bytes + (size_t)i * SLOT_STRIDE;
        area->vectors[i].iov_base = area->datagrams[i].bytes;
#if defined(__linux__)
        area->headers[i].msg_hdr.msg_iov = &area->vectors[i];
        area->headers[i].msg_hdr.msg_iovlen = 1;
#endif
    }
    cached = area;
    return area;
}

agent_datagram *agent_udp_area(void) {
    struct area *area = thread_area();
    return area == NULL ? NULL : area->datagrams;
}

// MARK: Receiving

#if defined(__linux__)
static int receive_batch(int descriptor, struct area *area, int max) {
    for (int i = 0; i < max; i++) {
        struct msghdr *header = &area->headers[i].msg_hdr;
        header->msg_name = &area->datagrams[i].address.storage;
        header->msg_namelen = sizeof(area->datagrams[i].address.storage);
    }
    int count;
    do {
        count = recvmmsg(descriptor, area->headers, (unsigned)max, 0, NULL);
    } while (count < 0 && errno == EINTR);
    if (count < 0) return -errno;
    for (int i = 0; i < count; i++) {
        agent_datagram *datagram = &area->datagrams[i];
        datagram->length = area->headers[i].msg_len;
        datagram->is_truncated = (area->headers[i].msg_hdr.msg_flags & MSG_TRUNC) != 0;
        datagram->address.length = area->headers[i].msg_hdr.msg_namelen;
    }
    return count;
}
#else
static int receive_batch(int descriptor, struct area *area, int max) {
    int count = 0;
    while (count < max) {
        agent_datagram *datagram = &area->datagrams[count];
        struct msghdr header;
        memset(&header, 0, sizeof(header));
        header.msg_iov = &area->vectors[count];
        header.msg_iovlen = 1;
        header.msg_name = &datagram->address.storage;
        header.msg_namelen = sizeof(datagram->address.storage);
        ssize_t length = recvmsg(descriptor, &header, 0);
        if (length < 0) {
            if (errno == EINTR) continue;
            return count > 0 ? count : -errno;
        }
        datagram->length = (size_t)length;
        datagram->is_truncated = (header.msg_flags & MSG_TRUNC) != 0;
        datagram->address.length = header.msg_namelen;
        count++;
    }
    return count;
}
#endif

int agent_udp_receive(int descriptor, int max, size_t max_bytes) {
    struct area *area = thread_area();
    if (area == NULL) return -ENOMEM;
    if (max > AGENT_UDP_BATCH) max = AGENT_UDP_BATCH;
    if (max_bytes > AGENT_UDP_MAX_BYTES) max_bytes = AGENT_UDP_MAX_BYTES;
    for (int i = 0; i < max; i++) area->vectors[i].iov_len = max_bytes;
    return receive_batch(descriptor, area, max);
}

// MARK: Sending

#if defined(MSG_NOSIGNAL)
static const int send_flags = MSG_NOSIGNAL;
#else
static const int send_flags = 0;
#endif

#if defined(__linux__)
static int send_batch(int descriptor, struct area *area, int first, int count) {
    for (int i = first; i < first + count; i++) {
        agent_datagram *datagram = &area->datagrams[i];
        struct msghdr *header = &area->headers[i].msg_hdr;
        bool has_address = datagram->address.length > 0;
        header->msg_name = has_address ? &datagram->address.storage : NULL;
        header->msg_namelen = datagram->address.length;
    }
    int sent;
    do {
        sent = sendmmsg(descriptor, area->headers + first, (unsigned)count, send_flags);
    } while (sent < 0 && errno == EINTR);
    return result(sent);
}
#else
static int send_batch(int descriptor, struct area *area, int first, int count) {
    int sent = 0;
    while (sent < count) {
        agent_datagram *datagram = &area->datagrams[first + sent];
        const agent_address *address = datagram->address.length > 0 ? &datagram->address : NULL;
        ssize_t status = agent_udp_send(descriptor, datagram->bytes, datagram->length, address);
        if (status < 0) return sent > 0 ? sent : (int)status;
        sent++;
    }
    return sent;
}
#endif

int agent_udp_send_area(int descriptor, int first, int count) {
    struct area *area = thread_area();
    if (area == NULL) return -ENOMEM;
    for (int i = first; i < first + count; i++) area->vectors[i].iov_len = area->datagrams[i].length;
    return send_batch(descriptor, area, first, count);
}

ssize_t agent_udp_send(int descriptor, const void *bytes, size_t count, const agent_address *address) {
    ssize_t sent;
    do {
        sent = address == NULL
                   ? send(descriptor, bytes, count, send_flags)
                   : sendto(descriptor, bytes, count, send_flags, (const struct sockaddr *)&address->storage,
                            address->length);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}
