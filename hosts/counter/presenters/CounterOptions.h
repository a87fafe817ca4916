// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/kit/Language.h>

#include <filesystem>
#include <span>
#include <string>

namespace ace::counter {

// What ace-counter was called with.
struct CounterOptions
{
    std::filesystem::path data; // of this station: its key, a sale whose outcome is not known, saved tickets
    std::string server;         // for a pairing code that is typed without an address; may be empty
    std::string caFile;
    std::string pair; // to pair at once with; empty: ask on the screen
    kit::Language language = kit::Language::English;
    bool windowed = false;
    bool help = false;

    // `arguments` without the program's name. Invalid: one line for people.
    static Result<CounterOptions> parse(std::span<const std::string> arguments);
};

extern const char* const kCounterUsage;

} // namespace ace::counter
