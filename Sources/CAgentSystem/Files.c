#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "CAgentSystem.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#if defined(O_PATH)
#define SEARCH_FLAGS (O_PATH | O_DIRECTORY | O_CLOEXEC)
#elif defined(O_SEARCH)
#define SEARCH_FLAGS (O_SEARCH | O_DIRECTORY | O_CLOEXEC)
#else
#define SEARCH_FLAGS (O_RDONLY | O_DIRECTORY | O_CLOEXEC)
#endif

// Nonblocking, so that opening a pipe does not wait for its other end; it means nothing to regular files.
#define READ_FLAGS (O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

static int open_at(int directory, const char *path, int flags) {
    int descriptor;
    do {
        descriptor = openat(directory, path, flags);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int agent_directory_open(const char *path) { return open_at(AT_FDCWD, path, SEARCH_FLAGS); }

#if defined(__linux__) && defined(SYS_openat2)
// As in <linux/openat2.h>, which older systems do not have.
struct agent_open_how {
    uint64_t flags;
    uint64_t mode;
    uint64_t resolve;
};
#define AGENT_RESOLVE_NO_MAGICLINKS 0x02
#define AGENT_RESOLVE_BENEATH 0x08

static int open_beneath_by_system(int directory, const char *path) {
    struct agent_open_how how = {
        .flags = READ_FLAGS, .resolve = AGENT_RESOLVE_BENEATH | AGENT_RESOLVE_NO_MAGICLINKS};
    long descriptor;
    int attempts = 0;
    do {
        descriptor = syscall(SYS_openat2, directory, path, &how, sizeof(how));
        // EAGAIN: something was renamed while the path was followed.
    } while (descriptor < 0 && (errno == EINTR || (errno == EAGAIN && ++attempts < 16)));
    return descriptor < 0 ? -errno : (int)descriptor;
}
#endif

/// One component after the other, and no symbolic link at all.
static int open_beneath_by_steps(int directory, const char *path) {
    int current = directory;
    while (true) {
        size_t length = strcspn(path, "/");
        char name[256];
        int result;
        if (length >= sizeof(name)) {
            result = -ENAMETOOLONG;
        } else if (length == 0 || (length <= 2 && strncmp(path, "..", length) == 0)) {
            result = -EXDEV;
        } else {
            memcpy(name, path, length);
            name[length] = 0;
            bool is_last = path[length] == 0;
            result = open_at(current, name, (is_last ? READ_FLAGS : SEARCH_FLAGS) | O_NOFOLLOW);
            path += is_last ? length : length + 1;
        }
        if (current != directory) agent_close(current);
        if (result < 0 || *path == 0) return result;
        current = result;
    }
}

int agent_file_open_beneath(int directory, const char *path, bool portable) {
#if defined(__linux__) && defined(SYS_openat2)
    if (!portable) {
        int descriptor = open_beneath_by_system(directory, path);
        // Unknown to the kernel, or forbidden by a container.
        if (descriptor != -ENOSYS && descriptor != -EPERM) return descriptor;
    }
#else
    (void)portable;
#endif
    return open_beneath_by_steps(directory, path);
}

int agent_file_get_status(int descriptor, agent_file_status *out) {
    struct stat status;
    if (fstat(descriptor, &status) < 0) return -errno;
    out->kind = S_ISREG(status.st_mode) ? AGENT_FILE_REGULAR : S_ISDIR(status.st_mode) ? AGENT_FILE_DIRECTORY : AGENT_FILE_OTHER;
    out->size = status.st_size;
    out->inode = status.st_ino;
#if defined(__APPLE__)
    out->modified_seconds = status.st_mtimespec.tv_sec;
    out->modified_nanoseconds = status.st_mtimespec.tv_nsec;
#else
    out->modified_seconds = status.st_mtim.tv_sec;
    out->modified_nanoseconds = status.st_mtim.tv_nsec;
#endif
    return 0;
}

ssize_t agent_file_read(int descriptor, void *buffer, size_t count, int64_t offset) {
    ssize_t result;
    do {
        result = pread(descriptor, buffer, count, offset);
    } while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : result;
}
