// SPDX-License-Identifier: MIT
#pragma once

#include <sys/socket.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <cstddef>

namespace ace::faults {

// The functions that this library stands in front of.
struct RealCalls
{
    int (*open)(const char*, int, ...);
    int (*openat)(int, const char*, int, ...);
    ssize_t (*write)(int, const void*, std::size_t);
    ssize_t (*pwrite)(int, const void*, std::size_t, off_t);
    ssize_t (*writev)(int, const iovec*, int);
    int (*ftruncate)(int, off_t);
    int (*fsync)(int);
    int (*fdatasync)(int);
    int (*rename)(const char*, const char*);
    int (*unlink)(const char*);
    int (*unlinkat)(int, const char*, int);
    int (*remove)(const char*);
    int (*close)(int);
    ssize_t (*send)(int, const void*, std::size_t, int);
    ssize_t (*sendmsg)(int, const msghdr*, int);
    ssize_t (*recv)(int, void*, std::size_t, int);
    ssize_t (*recvmsg)(int, msghdr*, int);
};

// Found at the first call, which may come before any constructor of the program has run.
const RealCalls& real();

} // namespace ace::faults
