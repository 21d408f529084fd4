#ifndef CAGENTSYSTEM_H
#define CAGENTSYSTEM_H

/// System calls and constants that Swift's C library module map leaves out.

#if defined(__linux__)
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#endif

#endif
