// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/kit/Language.h>
#include <ace/runtime/Settings.h>

#include <filesystem>
#include <span>
#include <string>

namespace ace::gate {

// What ace-gate was called with, over what its configuration says.
struct GateOptions
{
    std::string serverUrl;
    std::string bearer;
    std::filesystem::path bearerFile; // where it came from, if from a file
    std::string gate;
    bool paired = false;        // a station with a key of its own; else a demo's token
    std::filesystem::path data; // paired: where its identity is
    std::string pair;           // to pair at once with; empty: ask on the screen
    std::string caFile;
    kit::Language language = kit::Language::English;
    runtime::Settings settings;
    bool windowed = false;
    bool help = false;

    // `arguments` without the program's name. Reads the configuration and the token file. Invalid: one line
    // for people.
    static Result<GateOptions> parse(std::span<const std::string> arguments);
};

extern const char* const kGateUsage;

} // namespace ace::gate
