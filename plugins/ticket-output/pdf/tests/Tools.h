// SPDX-License-Identifier: MIT
// Independent readers of what we wrote: poppler, qpdf, zbar and pango-view, as programs.
#pragma once

#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <string>
#include <vector>

namespace ace::pdf {

using Path = std::filesystem::path;

struct ToolRun
{
    int exitCode;
    std::string output; // standard output and standard error
};

// Skips the test, loudly, where a program is not installed.
void needTools(std::initializer_list<const char*> programs);
ToolRun runTool(const std::vector<std::string>& command);
std::string mustRun(const std::vector<std::string>& command); // fails the test when the program fails

struct Picture
{
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> grey;

    int at(int x, int y) const
    {
        return grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                    static_cast<std::size_t>(x)];
    }
};

struct PixelBox
{
    int left, top, right, bottom; // right and bottom are outside

    int width() const { return right - left; }
    int height() const { return bottom - top; }
    bool isEmpty() const { return width() <= 0 || height() <= 0; }
};

// A page as pixels, by poppler; pages count from 1. Only `area` of it, where one is given.
Picture rasterise(const Path& pdf, int dpi, int page = 1, PixelBox area = {0, 0, 0, 0});

// What is darker than `limit` inside `area`.
PixelBox inkBox(const Picture& picture, int limit, PixelBox area);
PixelBox wholeOf(const Picture& picture);

struct Word
{
    std::string text;
    double left, top, right, bottom; // points from the page's left top corner
};

// As pdftotext finds them on a page.
std::vector<Word> wordsOf(const Path& pdf, int page = 1);

// All text of a page, without the direction marks that pdftotext puts around right-to-left words.
std::string textOf(const Path& pdf, int page = 1);

} // namespace ace::pdf
