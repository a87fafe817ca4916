// SPDX-License-Identifier: MIT
// Runs one device of one plugin for another program, which has started this with a line for calls (3) and one
// for notices (4). It ends with that program, with the lines, and with the device.
#include "DeviceServer.h"
#include "library/OwnProcess.h"

#include <ace/base/Thread.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
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
    const auto capability = count == 4 ? ace::pluginhost::parseCapability(arguments[3]) : std::nullopt;
    if (!capability || !isLine(kCalls) || !isLine(kNotices)) {
        std::fputs("usage: ace-plugin-host PLUGIN.so CLASS CAPABILITY, with connected sockets at 3 and 4. "
                   "A station starts it where its configuration says \"isolated = true\".\n",
                   stderr);
        return kUsage;
    }
    ace::pluginhost::giveUpWhatAPluginDoesNotNeed(256, RLIMIT_DATA, rlim_t{512} << 20);
    std::signal(SIGPIPE, SIG_IGN); // as in our other programs
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
