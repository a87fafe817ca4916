// SPDX-License-Identifier: MIT
// What plugins that do wrong cost a station: a gate with a good scanner and a good printer, alone, and beside
// each of them (or those that are named), in the station's process and out of it. Wanted: out of process
// every ticket is admitted and every wristband printed, the station never ends, and nothing but the plugin's
// own device fails.
#include "Neighbours.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

namespace {

using namespace ace::neighbours;

double percentile(std::span<const double> values, double part)
{
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    return sorted.empty() ? 0
                          : sorted[static_cast<std::size_t>(part * static_cast<double>(sorted.size() - 1))];
}

void print(const char* where, const Cost& cost)
{
    const Shift& shift = cost.shift;
    const std::span scans(shift.scanMillis.data(), shift.scans);
    const std::span prints(shift.printMillis.data(), shift.prints);
    const std::string ended = cost.ended == 0 ? "-" : std::to_string(cost.ended) + "x";
    std::printf("  %-14s %5s %5zu/%-5zu %4zu/%-4zu %7.2f %7.2f %7.2f %7.2f %4d %4d  %.90s\n", where,
                ended.c_str(), shift.admitted, shift.scans, shift.printed, shift.prints,
                percentile(scans, 0.5), percentile(scans, 0.99), percentile(prints, 0.5),
                percentile(prints, 0.99), shift.threads, shift.descriptors,
                shift.device[0] ? shift.device.data() : "works");
    if (!cost.outside.empty())
        std::printf("  %-14s %s\n", "", cost.outside.c_str());
    std::fflush(stdout);
}

bool isAsked(const Neighbour& neighbour, const std::vector<std::string>& only)
{
    return only.empty() || std::ranges::find(only, neighbour.plugin) != only.end();
}

int printTable(const std::vector<std::string>& only)
{
    const Fair fair;
    std::printf(
        "station: a gate beside plugins that do wrong. Times in ms: from trigger to verdict on record, "
        "from document to paper\n"
        "  %-14s %5s %11s %9s %7s %7s %7s %7s %4s %4s  %s\n",
        "", "ended", "admitted", "printed", "scan50", "scan99", "prnt50", "prnt99", "thr", "fds",
        "its device");
    print("alone", fair.live(nullptr, Where::InProcess));
    int harmed = 0;
    for (const Neighbour& neighbour : allNeighbours()) {
        if (!isAsked(neighbour, only))
            continue;
        std::printf("%s: %s\n", neighbour.plugin, neighbour.wrong);
        print("in process", fair.live(&neighbour, Where::InProcess));
        const Cost apart = fair.live(&neighbour, Where::OutOfProcess);
        print("out of process", apart);
        harmed += apart.isNone() ? 0 : 1;
    }
    std::printf("out of process, %d of them harmed more than their own device (wanted: 0)\n", harmed);
    return harmed == 0 ? 0 : 1;
}

} // namespace

int main(int count, char** arguments)
{
    try {
        std::vector<std::string> only(arguments + 1, arguments + count);
        if (only.empty() && std::getenv("ACE_BENCH_SHORT"))
            only = {"SegfaultsInOpen"};
        return printTable(only);
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "ace-bench-plugins-station: %s\n", problem.what());
        return 2;
    }
}
