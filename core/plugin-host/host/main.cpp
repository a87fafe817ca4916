// SPDX-License-Identifier: MIT
// Runs one device of one plugin for another program, which has started this with a line for calls (3) and one
// for notices (4). It ends with that program, with the lines, and with the device.
#include "DeviceServer.h"
#include "library/OwnProcess.h"
#include "remote/Message.h"

#include <ace/base/Thread.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace {

constexpr int kCalls = 3;
constexpr int kNotices = 4;
constexpr int kUsage = 2;
constexpr int kLineClosed = 4;

bool isLine(int descriptor)
{
    int type = 0;
    socklen_t size = sizeof type;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

} // namespace

int main(int count, char** arguments)
{
    if (count == 6 && std::strcmp(arguments[5], ace::pluginhost::lineTag()) != 0)
        return ace::pluginhost::kOtherBuildStatus;
    const auto capability = count == 6 ? ace::pluginhost::parseCapability(arguments[3]) : std::nullopt;
    const long memoryMb = capability ? std::strtol(arguments[4], nullptr, 10) : 0;
    if (memoryMb <= 0 || !isLine(kCalls) || !isLine(kNotices)) {
        std::fputs("usage: ace-plugin-host PLUGIN.so CLASS CAPABILITY MEGABYTES TAG, with connected sockets "
                   "at 3 and 4. "
                   "A station starts it where its configuration says \"isolated = true\".\n",
                   stderr);
        return kUsage;
    }
    ace::pluginhost::goOnBelowAGuardian();
    ace::pluginhost::giveUpWhatAPluginDoesNotNeed(256, RLIMIT_DATA, static_cast<rlim_t>(memoryMb) << 20);
    // As in our other programs; and who stops them all at once lets the station end this one.
    for (const int number : {SIGPIPE, SIGTERM, SIGINT, SIGHUP})
        std::signal(number, SIG_IGN);
    // What the plugin starts does not get the lines.
    ::fcntl(kCalls, F_SETFD, FD_CLOEXEC);
    ::fcntl(kNotices, F_SETFD, FD_CLOEXEC);
    ace::pluginhost::DeviceServer server(kCalls, kNotices, {arguments[1], arguments[2], *capability});
    ace::Thread interrupts("ace-interrupt", [&server] {
        server.heedInterrupts();
        _exit(kLineClosed); // even where a call of the plugin never comes back
    });
    server.serve();
    // The plugin's own threads and static objects may still be at work: nothing of it is run any more.
    _exit(0);
}
