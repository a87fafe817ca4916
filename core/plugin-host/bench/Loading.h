// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace ace::pluginhost {

// What it costs to look at a plugin's file and to try it, the median of runs that take turns.
struct LoadingCost
{
    double bareNs = 0; // posix_spawn of a program that does dlopen() and ends
    double ourNs = 0;  // readElfFacts() and scanPlugin()
};

// `baseline`: ace-baseline-dlopen; `scanner`: ace-plugin-scan. Throws std::runtime_error.
LoadingCost measureLoading(const std::filesystem::path& baseline, const std::filesystem::path& scanner,
                           const std::filesystem::path& plugin, int runs);

} // namespace ace::pluginhost
