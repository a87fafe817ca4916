// SPDX-License-Identifier: MIT
#include "RealCalls.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace ace::faults {

namespace {

template <class Function> void find(Function& function, const char* name)
{
    void* const found = ::dlsym(RTLD_NEXT, name);
    if (!found)
        std::abort();
    std::memcpy(&function, &found, sizeof function);
}

RealCalls findAll()
{
    RealCalls calls{};
    find(calls.open, "open");
    find(calls.openat, "openat");
    find(calls.write, "write");
    find(calls.pwrite, "pwrite");
    find(calls.writev, "writev");
    find(calls.ftruncate, "ftruncate");
    find(calls.fsync, "fsync");
    find(calls.fdatasync, "fdatasync");
    find(calls.rename, "rename");
    find(calls.unlink, "unlink");
    find(calls.unlinkat, "unlinkat");
    find(calls.remove, "remove");
    find(calls.close, "close");
    find(calls.send, "send");
    find(calls.sendmsg, "sendmsg");
    find(calls.recv, "recv");
    find(calls.recvmsg, "recvmsg");
    return calls;
}

} // namespace

const RealCalls& real()
{
    static const RealCalls calls = findAll();
    return calls;
}

} // namespace ace::faults
