// SPDX-License-Identifier: MIT
#include "Steps.h"

#include "DiskErrors.h"
#include "RealCalls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>

namespace ace::faults {

namespace {

std::string variable(const char* name)
{
    const char* const text = std::getenv(name);
    return text ? text : "";
}

// "127.0.0.1:8090" is ":8090", a file its name; empty for what nobody else sees.
std::string nameOf(int descriptor)
{
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) == 0)
        return peer.sin_family == AF_INET ? ":" + std::to_string(ntohs(peer.sin_port)) : "";
    char path[PATH_MAX];
    const std::string link = "/proc/self/fd/" + std::to_string(descriptor);
    const ssize_t length = ::readlink(link.c_str(), path, sizeof path);
    const std::string_view whole(path, length > 0 ? static_cast<std::size_t>(length) : 0);
    return std::string(whole.substr(whole.rfind('/') + 1));
}

const char* wordOf(Steps::Kind kind)
{
    switch (kind) {
    case Steps::Kind::Write:
        return "write ";
    case Steps::Kind::Sync:
        return "sync ";
    case Steps::Kind::Name:
        return "name ";
    case Steps::Kind::Send:
        return "send ";
    case Steps::Kind::Receive:
        return "receive ";
    }
    return "";
}

} // namespace

Steps::Steps()
    : file_(variable("ACE_FAULTS_STEPS")), end_(environmentNumber("ACE_FAULTS_END_AT_STEP", 0)),
      cut_(variable("ACE_FAULTS_END") == "cut")
{
}

bool Steps::begun()
{
    if (descriptor_ < 0)
        descriptor_ = real().open(file_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
    return descriptor_ >= 0;
}

bool Steps::take(Kind kind, int descriptor)
{
    const int error = errno;
    const std::lock_guard lock(mutex_);
    bool ends = false;
    if (begun()) {
        const std::string target = descriptor < 0 ? "" : nameOf(descriptor);
        const std::string step = wordOf(kind) + target;
        const bool isNew = !(kind == Kind::Write && step == last_);
        const bool isSeen = descriptor < 0 || !target.empty();
        if (isNew && isSeen) {
            last_ = step;
            ends = ++count_ == end_;
            const std::string line = std::to_string(count_) + " " + step + "\n";
            (void)!real().write(descriptor_, line.data(), line.size());
        }
    }
    errno = error;
    return ends;
}

} // namespace ace::faults
