// SPDX-License-Identifier: MIT
#pragma once

#include "Step.h"

#include <filesystem>
#include <string>
#include <vector>

namespace ace::headless {

// A file of stories, read and understood; nothing has run yet.
struct StoryLine
{
    int number = 0;
    std::string text;
    const Step* step = nullptr;
    Arguments arguments;
};

struct Story
{
    std::string title;
    std::vector<StoryLine> lines;
};

struct StoryFile
{
    std::filesystem::path path;
    std::vector<Story> stories;
};

// One step a line; blank lines and what follows a # outside quotes do not count; story "TITLE" begins a
// story. Invalid: FILE:LINE and what is wrong there; of an unknown step the nearest known one.
Result<StoryFile> readStories(const std::filesystem::path& path);
Result<StoryFile> parseStories(const std::filesystem::path& path, const std::string& text);

} // namespace ace::headless
