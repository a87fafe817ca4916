// SPDX-License-Identifier: MIT
#include "Neighbour.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

#include <unistd.h>

namespace ace::cli {

int becomeNeighbour(const std::string& program, Arguments arguments)
{
    std::error_code unreadable;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", unreadable);
    if (unreadable)
        return refuse("cannot find the folder of this program: " + unreadable.message());
    std::string path = (self.parent_path() / program).string();
    std::vector<std::string> owned(arguments.begin(), arguments.end());
    std::vector<char*> argv{path.data()};
    for (std::string& argument : owned)
        argv.push_back(argument.data());
    argv.push_back(nullptr);
    ::execv(path.c_str(), argv.data());
    return refuse("cannot start " + path + ": " + std::strerror(errno) + "; build or install it beside ace");
}

} // namespace ace::cli
