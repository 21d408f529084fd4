#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "AgentUnix.h"

#include <fcntl.h>
#include <stddef.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int result(int value) { return value < 0 ? -errno : value; }

// MARK: Addresses

size_t agent_unix_max_path(void) { return sizeof(((struct sockaddr_un *)0)->sun_path) - 1; }

bool agent_unix_has_abstract_names(void) {
#if defined(__linux__)
    return true;
#else
    return false;
#endif
}

void agent_unix_address(const char *path, size_t length, agent_address *out) {
    memset(out, 0, sizeof(*out));
    struct sockaddr_un *address = (struct sockaddr_un *)&out->storage;
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, path, length);
    // A path ends with a null byte; the length of an abstract name says where it ends.
    bool is_abstract = length > 0 && path[0] == 0;
    out->length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length + (is_abstract ? 0 : 1));
#if defined(__APPLE__)
    address->sun_len = (uint8_t)out->length;
#endif
}

// MARK: Peers

int agent_unix_get_peer(int descriptor, agent_unix_peer *out) {
#if defined(__linux__)
    struct ucred credentials;
    socklen_t length = sizeof(credentials);
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) < 0) return -errno;
    out->user = credentials.uid;
    out->group = credentials.gid;
    out->process = credentials.pid;
    return 0;
#else
    uid_t user;
    gid_t group;
    if (getpeereid(descriptor, &user, &group) < 0) return -errno;
    out->user = user;
    out->group = group;
    out->process = -1;
#if defined(LOCAL_PEERPID)
    pid_t process;
    socklen_t length = sizeof(process);
    if (getsockopt(descriptor, SOL_LOCAL, LOCAL_PEERPID, &process, &length) == 0) out->process = process;
#endif
    return 0;
#endif
}

// MARK: Files

int agent_unix_get_file(const char *path, agent_unix_file *out) {
    struct stat status;
    if (lstat(path, &status) < 0) return -errno;
    out->device = (uint64_t)status.st_dev;
    out->number = (uint64_t)status.st_ino;
#if defined(__APPLE__)
    out->seconds = status.st_mtimespec.tv_sec;
    out->nanoseconds = status.st_mtimespec.tv_nsec;
#else
    out->seconds = status.st_mtim.tv_sec;
    out->nanoseconds = status.st_mtim.tv_nsec;
#endif
    out->owner = status.st_uid;
    out->mode = status.st_mode & 07777;
    out->is_socket = S_ISSOCK(status.st_mode);
    return 0;
}

uint32_t agent_unix_user(void) { return geteuid(); }

void agent_unix_narrow(int descriptor, uint32_t mode) {
    // Linux gives the file the mode of the socket, less the umask. Elsewhere the call fails and changes nothing.
    (void)!fchmod(descriptor, (mode_t)mode);
}

int agent_unix_set_mode(const char *path, uint32_t mode) {
    return result(fchmodat(AT_FDCWD, path, (mode_t)mode, AT_SYMLINK_NOFOLLOW));
}

int agent_unix_remove(const char *path) { return result(unlink(path)); }

int agent_unix_probe(const agent_address *address) {
    int descriptor = agent_socket_open_stream(AF_UNIX);
    if (descriptor < 0) return descriptor;
    int status = agent_socket_connect(descriptor, address);
    close(descriptor);
    // A full queue belongs to somebody who listens.
    return status == -EAGAIN || status == -EINPROGRESS ? 0 : status;
}

// MARK: Locks

int agent_unix_lock(const char *path) {
    while (true) {
        int lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
        if (lock < 0) return -errno;
        int status;
        do {
            status = result(flock(lock, LOCK_EX | LOCK_NB));
        } while (status == -EINTR);
        struct stat held, named;
        if (status == 0 && fstat(lock, &held) < 0) status = -errno;
        if (status < 0) {
            close(lock);
            return status;
        }
        // Whoever had the lock may have removed the file after it was opened here: such a lock keeps nobody out.
        if (lstat(path, &named) == 0 && held.st_dev == named.st_dev && held.st_ino == named.st_ino) return lock;
        close(lock);
    }
}

void agent_unix_unlock(const char *path, int lock) {
    unlink(path);
    close(lock);
}

void agent_unix_sleep(int milliseconds) {
    struct timespec time = {milliseconds / 1000, (milliseconds % 1000) * 1000000L};
    nanosleep(&time, NULL);
}
