// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ace::pluginnew {

std::vector<std::string> capabilities(); // those that there are templates for

struct NewProject
{
    std::string capability; // "scanner"
    std::string id;         // "org.example.mine": the last part is the plugin's name
    std::filesystem::path folder;
};

// Writes the project's files. Invalid, Conflict: nothing is written; the message says what to do.
Result<void> writeProject(const NewProject& project);

} // namespace ace::pluginnew
