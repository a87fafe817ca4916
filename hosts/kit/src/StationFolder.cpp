// SPDX-License-Identifier: MIT
#include <ace/kit/StationFolder.h>

#include <cstdlib>

namespace ace::kit {

std::filesystem::path defaultStationFolder(const std::string& kind)
{
    const char* data = std::getenv("XDG_DATA_HOME");
    const char* home = std::getenv("HOME");
    std::filesystem::path base = data && *data ? std::filesystem::path(data) : std::filesystem::path();
    if (base.empty())
        base = std::filesystem::path(home && *home ? home : ".") / ".local" / "share";
    return base / "ace-tickets" / kind;
}

} // namespace ace::kit
