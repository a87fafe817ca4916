// SPDX-License-Identifier: MIT
// What goes over the network are steps of the program; nothing of it is changed.
#include "RealCalls.h"
#include "Steps.h"

#include <sys/socket.h>

using namespace ace::faults;

#define ACE_HOOK extern "C" __attribute__((visibility("default")))

namespace {

ssize_t received(ssize_t size, int descriptor, int flags)
{
    if (size > 0 && (flags & MSG_PEEK) == 0)
        step(Steps::Kind::Receive, descriptor);
    return size;
}

} // namespace

ACE_HOOK ssize_t send(int descriptor, const void* bytes, std::size_t length, int flags)
{
    step(Steps::Kind::Send, descriptor);
    return real().send(descriptor, bytes, length, flags);
}

ACE_HOOK ssize_t sendmsg(int descriptor, const msghdr* message, int flags)
{
    step(Steps::Kind::Send, descriptor);
    return real().sendmsg(descriptor, message, flags);
}

ACE_HOOK ssize_t recv(int descriptor, void* bytes, std::size_t length, int flags)
{
    return received(real().recv(descriptor, bytes, length, flags), descriptor, flags);
}

ACE_HOOK ssize_t recvmsg(int descriptor, msghdr* message, int flags)
{
    return received(real().recvmsg(descriptor, message, flags), descriptor, flags);
}
