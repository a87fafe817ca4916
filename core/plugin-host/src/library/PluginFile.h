// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ace::pluginhost {

// A file's name without .so: letters, digits, '-', '_' and '.'.
bool isPluginName(const std::string& name);

// The first `<folder>/<plugin>.so`, checked without running any of it. A name that could leave the folders is
// Invalid.
Result<std::filesystem::path> findPluginFile(const std::string& plugin,
                                             const std::vector<std::filesystem::path>& folders);

// Refuses what the loader would choke on: not a regular file, not an ELF64 library of this machine, or cut
// short (mapping such a file ends the process by SIGBUS).
Result<void> checkPluginFile(const std::filesystem::path& file);

} // namespace ace::pluginhost
