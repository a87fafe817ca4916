// SPDX-License-Identifier: MIT
// What plugins cost, as ratios within one run. Exit 1: one is above its target.
#include "Calls.h"
#include "Loading.h"
#include "RoundTrips.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>

namespace {

constexpr int kCalls = 20'000;
constexpr int kRuns = 51;

// One line; true: the target is met.
bool report(const std::string& what, double ours, double bare, double most)
{
    const double ratio = ours / bare;
    std::printf("%-46s %10.0f ns, baseline %9.0f ns, ratio %5.2f (at most %.1f)\n", what.c_str(), ours, bare,
                ratio, most);
    return ratio <= most;
}

} // namespace

int main()
{
    using namespace ace::pluginhost;
    try {
        const auto bin = std::filesystem::read_symlink("/proc/self/exe").parent_path();
        const auto build = bin.parent_path();
        const auto plugins = build / "lib/ace/plugins";
        bool met = true;
        const auto trips =
            measureRoundTrips(bin / "ace-plugin-host", build / "tests/plugins/MisbehavingPayment.so", kCalls);
        met &= report("call out of process / socketpair, 1 KiB", trips.remoteNs, trips.bareNs, 1.5);
        const auto loading = measureLoading(bin / "ace-baseline-dlopen", bin / "ace-plugin-scan",
                                            plugins / "example.so", kRuns);
        met &= report("file looked at and tried / spawn and dlopen", loading.ourNs, loading.bareNs, 2.0);
        const auto calls = measureCalls(plugins, kCalls);
        met &= report("guarded call / ping-pong of two threads", calls.guardedNs, calls.pingPongNs, 2.0);
        met &= calls.tableNs <= 50;
        std::printf("%-46s %10.1f ns (at most 50)\n", "table call on the device's thread", calls.tableNs);
        std::puts(met ? "targets met" : "targets missed");
        return met ? 0 : 1;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "ace-bench-plugins: %s\n", problem.what());
        return 2;
    }
}
