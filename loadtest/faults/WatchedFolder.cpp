// SPDX-License-Identifier: MIT
#include "WatchedFolder.h"

#include <fcntl.h>
#include <unistd.h>

#include <climits>
#include <cstdlib>

namespace ace::faults {

namespace {

std::string realPath(const std::string& path)
{
    char buffer[PATH_MAX];
    return ::realpath(path.c_str(), buffer) ? buffer : std::string();
}

} // namespace

WatchedFolder::WatchedFolder()
{
    if (const char* const folder = std::getenv("ACE_FAULTS_DIR"))
        path_ = realPath(folder);
}

std::string WatchedFolder::resolve(int folder, const char* path) const
{
    if (!active() || !path || !*path)
        return {};
    std::string full = path;
    if (full.front() != '/' && folder != AT_FDCWD)
        full = realPath("/proc/self/fd/" + std::to_string(folder)) + "/" + full;
    // The last part need not exist yet.
    std::string whole = realPath(full);
    if (whole.empty()) {
        const std::string parent = realPath(parentOf(full));
        if (parent.empty())
            return {};
        whole = parent + "/" + full.substr(full.rfind('/') + 1);
    }
    const bool below = whole.compare(0, path_.size(), path_) == 0 &&
                       (whole.size() == path_.size() || whole[path_.size()] == '/');
    return below ? whole : std::string();
}

std::string parentOf(const std::string& path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string::npos)
        return ".";
    return slash == 0 ? "/" : path.substr(0, slash);
}

} // namespace ace::faults
