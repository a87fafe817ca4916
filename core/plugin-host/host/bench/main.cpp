// SPDX-License-Identifier: MIT
// ace-bench-remote PROGRAM PLUGIN.so [CALLS]: what a small call costs out of process. Exit 1 when it is more
// than 1.5 times a bare round trip of as much.
#include "RoundTrips.h"

#include <cstdio>
#include <cstdlib>
#include <exception>

int main(int count, char** arguments)
{
    if (count < 3) {
        std::fputs(
            "usage: ace-bench-remote bin/ace-plugin-host tests/plugins/MisbehavingPayment.so [CALLS]\n",
            stderr);
        return 2;
    }
    try {
        const auto trips = ace::pluginhost::measureRoundTrips(arguments[1], arguments[2],
                                                              count > 3 ? std::atoi(arguments[3]) : 20'000);
        const double ratio = trips.remoteNs / trips.bareNs;
        std::printf("bare socketpair, 1 KiB   %8.0f ns\ncall out of process      %8.0f ns\nratio %.2f (at "
                    "most 1.5)\n",
                    trips.bareNs, trips.remoteNs, ratio);
        return ratio <= 1.5 ? 0 : 1;
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "%s\n", problem.what());
        return 2;
    }
}
