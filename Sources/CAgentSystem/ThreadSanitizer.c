// Only in builds with the thread sanitizer on Linux, where it is blind to a contended Swift Mutex.
//
// `Synchronization.Mutex` takes its fast path inside the caller's code, where the sanitizer sees the atomic operation. Under
// contention it calls into libswiftSynchronization, which is not instrumented, so the sanitizer misses that one thread's
// unlock came before the other's lock and reports every value the lock guards. These definitions stand in front of the
// library's two functions, call them, and tell the sanitizer what they did. They hide nothing else: an access without the
// lock is still reported.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) && defined(__linux__)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SELF __attribute__((swift_context)) void *

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

typedef __attribute__((swiftcall)) void (*lock_function)(uint32_t, SELF);
typedef __attribute__((swiftcall)) void (*unlock_function)(SELF);

__attribute__((swiftcall)) void agent_mutex_lock_slow(uint32_t thread, SELF mutex) __asm__(LOCK_SLOW);
__attribute__((swiftcall)) void agent_mutex_unlock_slow(SELF mutex) __asm__(UNLOCK_SLOW);

__attribute__((swiftcall)) void agent_mutex_lock_slow(uint32_t thread, SELF mutex) {
    lock_function library = (lock_function)dlsym(RTLD_NEXT, LOCK_SLOW);
    library(thread, mutex);
    __tsan_acquire(mutex);
}

__attribute__((swiftcall)) void agent_mutex_unlock_slow(SELF mutex) {
    unlock_function library = (unlock_function)dlsym(RTLD_NEXT, UNLOCK_SLOW);
    __tsan_release(mutex);
    library(mutex);
}

#endif
#endif
