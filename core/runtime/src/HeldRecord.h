// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace ace::runtime {

// Whether the folder has a record, of whatever name: a file that ends in .db. What cannot be read
// may hold one.
inline bool holdsRecord(const std::filesystem::path& folder)
{
    std::error_code error;
    for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        if (at->path().extension() == ".db")
            return true;
    return error && error != std::errc::no_such_file_or_directory;
}

} // namespace ace::runtime
