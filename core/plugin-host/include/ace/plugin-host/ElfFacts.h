// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>
#include <string>
#include <vector>

namespace ace::pluginhost {

// What a library says of itself, read from its file: none of its code runs.
struct ElfFacts
{
    std::string manifest;             // of its section ACE_MANIFEST_SECTION; empty: there is none
    std::vector<std::string> needed;  // libraries that must be there: "libpq.so.5"
    std::vector<std::string> exports; // names that it defines for others
    std::string runPath;              // where it looks for libraries first; empty: nowhere of its own
    bool bindsNow = false;            // -z now
    bool neverUnloaded = false;       // -z nodelete
    bool textRelocations = false;     // its code is written to when it is loaded
    bool executableStack = false;     // it wants one
    bool relocationsReadOnly = false; // -z relro
};

// Corrupt: the file is no whole library for this machine; the message says what to do.
Result<ElfFacts> readElfFacts(const std::filesystem::path& file);

} // namespace ace::pluginhost
