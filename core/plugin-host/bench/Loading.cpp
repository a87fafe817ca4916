// SPDX-License-Identifier: MIT
#include "Loading.h"

#include "library/PluginScan.h"

#include <ace/plugin-host/ElfFacts.h>

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

namespace ace::pluginhost {

namespace {

void loadBarely(const std::filesystem::path& baseline, const std::filesystem::path& plugin)
{
    std::string program = baseline.string();
    std::string file = plugin.string();
    char* arguments[] = {program.data(), file.data(), nullptr};
    pid_t child = 0;
    int status = 1;
    if (::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ) != 0 ||
        ::waitpid(child, &status, 0) != child || status != 0)
        throw std::runtime_error(program + " cannot load " + file);
}

void tryIt(const std::filesystem::path& scanner, const std::filesystem::path& plugin)
{
    if (!readElfFacts(plugin) || scanPlugin(scanner, plugin).kind != ScanOutcome::Kind::Loads)
        throw std::runtime_error(scanner.string() + " cannot load " + plugin.string());
}

template <class Work> double nanosecondsOf(Work work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - begin).count();
}

double medianOf(std::vector<double>& times)
{
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2),
                     times.end());
    return times[times.size() / 2];
}

} // namespace

LoadingCost measureLoading(const std::filesystem::path& baseline, const std::filesystem::path& scanner,
                           const std::filesystem::path& plugin, int runs)
{
    std::vector<double> bare;
    std::vector<double> ours;
    for (int run = 0; run < runs; ++run) {
        bare.push_back(nanosecondsOf([&] { loadBarely(baseline, plugin); }));
        ours.push_back(nanosecondsOf([&] { tryIt(scanner, plugin); }));
    }
    return {medianOf(bare), medianOf(ours)};
}

} // namespace ace::pluginhost
