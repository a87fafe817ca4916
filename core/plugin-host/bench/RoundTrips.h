// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace ace::pluginhost {

// What a small call (1 KiB) costs there and back, the best of several rounds that take turns.
struct RoundTrips
{
    double bareNs = 0;   // 1 KiB each way over a socketpair between two processes, and nothing else
    double remoteNs = 0; // a call of a payment table's changes() over the line
};

// `program`: ace-plugin-host; `plugin`: MisbehavingPayment.so, which does next to nothing in that call. It
// forks: call it before there are threads. Throws std::runtime_error.
RoundTrips measureRoundTrips(const std::filesystem::path& program, const std::filesystem::path& plugin,
                             int calls);

} // namespace ace::pluginhost
