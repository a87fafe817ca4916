// SPDX-License-Identifier: MIT
#pragma once

#include <ace/plugin-host/PluginManifest.h>

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace ace::pluginhost {
class PluginHost;
struct DeviceConfig;
} // namespace ace::pluginhost

namespace ace::neighbours {

inline constexpr std::size_t kTickets = 1500;

// What a station did. Plain: it lies in memory that outlives the station.
struct Shift
{
    std::size_t scans = 0;
    std::size_t admitted = 0;
    std::size_t prints = 0;
    std::size_t printed = 0;
    std::array<double, kTickets> scanMillis{}; // from the trigger until the verdict is on record
    std::array<double, kTickets> printMillis{};
    std::array<char, 300>
        device{};    // the first thing that the neighbour's device did not do; empty: it did all
    int threads = 0; // of the station at its end
    int descriptors = 0;
    bool complete = false;
};

struct Station
{
    std::filesystem::path folder;   // its data
    std::vector<std::string> codes; // of the tickets
    std::string plugin;             // its neighbour's; empty: it has none
    pluginhost::Capability capability = pluginhost::Capability::Scanner;
    bool isolated = false;
};

// A gate at work: a good scanner reads, each verdict is put on record, a good printer prints for every tenth;
// while another thread does with the neighbour's device what stations do. A failure of what is good is
// thrown.
void work(const Station& station, Shift& shift);

} // namespace ace::neighbours
