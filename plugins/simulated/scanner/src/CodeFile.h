// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ace::simulatedscanner {

// Follows a text file that grows. What stands in it at the start does not count; a file that comes later
// counts whole, and so does one that was made shorter. Not thread-safe.
class CodeFile
{
public:
    explicit CodeFile(std::filesystem::path path);

    std::vector<std::string>
    readNew(); // the whole lines since the last call, without their ends; none is empty

private:
    std::filesystem::path path_;
    std::uint64_t offset_ = 0; // of the first byte that belongs to no line yet
};

} // namespace ace::simulatedscanner
