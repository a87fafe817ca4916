// SPDX-License-Identifier: MIT
#pragma once

#include "StoryFile.h"

#include <ace/base/Log.h>

#include <filesystem>
#include <optional>
#include <ostream>
#include <string>

namespace ace::headless {

// Tells stories: each step and its answer is a line of the transcript.
class StoryRunner
{
public:
    struct Options
    {
        std::filesystem::path data;   // each story gets a folder in it
        std::filesystem::path config; // may be empty
    };

    StoryRunner(Options options, std::ostream& transcript, Log& log);

    // None: all of its stories hold. Else "FILE:LINE: STEP" with what was expected and what was the case.
    std::optional<std::string> run(const StoryFile& file);

private:
    std::optional<std::string> run(const StoryFile& file, const Story& story,
                                   const std::filesystem::path& folder);

    const Options options_;
    std::ostream& transcript_;
    Log& log_;
};

} // namespace ace::headless
