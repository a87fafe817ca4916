// SPDX-License-Identifier: MIT
// What a plugin that does wrong costs the station that it is in: the scanner, the printer and the record
// beside it, and the station itself.
#pragma once

#include "../BenchSupport.h"
#include "Shift.h"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace ace::neighbours {

struct Neighbour
{
    const char* plugin; // file name without .so
    const char* wrong;  // what it does wrong
    pluginhost::Capability capability = pluginhost::Capability::Scanner;
};

// Everyone that a station can meet, but for those that are unlike another only in ace-plugin-check.
std::span<const Neighbour> allNeighbours();

enum class Where { InProcess, OutOfProcess };

struct Cost
{
    int ended = 0;       // how often the station ended before it came through a shift
    std::string outside; // what it did beyond the station, or how it ended it; empty: nothing
    Shift shift;         // the one it came through

    // All of the station's own work was done, and nothing outside was touched.
    bool isNone() const;
};

// A gate with tickets that nobody has scanned yet; each shift begins with a copy of it. Make it before any
// thread: its stations are forked.
class Fair
{
public:
    Fair();
    ~Fair();
    Fair(const Fair&) = delete;
    Fair& operator=(const Fair&) = delete;

    // Starts a station, and again when it ended, until it came through a shift; five times at most.
    // `neighbour`: null: it has none.
    Cost live(const Neighbour* neighbour, Where where) const;

private:
    void sellTickets();
    void refresh(const Neighbour* neighbour) const; // the station's folder, but for what it knows of plugins

    bench::Venue venue_;
    const std::filesystem::path station_;
    std::vector<std::string> codes_;
};

} // namespace ace::neighbours
