// SPDX-License-Identifier: MIT
#include "Tools.h"

#include <TestSupport.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <sys/wait.h>

namespace ace::pdf {

namespace {

std::string quoted(const std::string& word)
{
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

std::string contentOf(const Path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void replaceAll(std::string& text, const std::string& from, const std::string& to)
{
    for (std::size_t at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

} // namespace

void needTools(std::initializer_list<const char*> programs)
{
    for (const std::string program : programs)
        if (runTool({"sh", "-c", "command -v " + program}).exitCode != 0)
            test::skip(program +
                       " is not installed (packages: poppler-utils qpdf zbar-tools pango1.0-tools)");
}

ToolRun runTool(const std::vector<std::string>& command)
{
    std::string line;
    for (const std::string& word : command)
        line += quoted(word) + " ";
    std::FILE* pipe = ::popen((line + "2>&1").c_str(), "r");
    CPPUNIT_ASSERT(pipe != nullptr);
    ToolRun run{-1, {}};
    std::array<char, 4096> buffer;
    while (const std::size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe))
        run.output.append(buffer.data(), size);
    const int status = ::pclose(pipe);
    run.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

std::string mustRun(const std::vector<std::string>& command)
{
    const ToolRun run = runTool(command);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(command.front() + ": " + run.output, 0, run.exitCode);
    return run.output;
}

Picture rasterise(const Path& pdf, int dpi, int page, PixelBox area)
{
    const Path stem = Path(pdf).replace_extension("") += "-" + std::to_string(dpi);
    const std::string number = std::to_string(page);
    std::vector<std::string> command = {"pdftoppm", "-gray", "-singlefile", "-r",  std::to_string(dpi),
                                        "-f",       number,  "-l",          number};
    if (!area.isEmpty())
        for (const auto& [option, value] :
             {std::pair{"-x", area.left}, {"-y", area.top}, {"-W", area.width()}, {"-H", area.height()}})
            command.insert(command.end(), {option, std::to_string(value)});
    command.insert(command.end(), {pdf, stem});
    mustRun(command);
    std::istringstream file(contentOf(Path(stem) += ".pgm"));
    std::string magic;
    int most = 0;
    Picture picture;
    file >> magic >> picture.width >> picture.height >> most;
    file.get();
    CPPUNIT_ASSERT(magic == "P5" && most == 255);
    picture.grey.assign(std::istreambuf_iterator<char>(file), {});
    CPPUNIT_ASSERT_EQUAL(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
                         picture.grey.size());
    return picture;
}

PixelBox wholeOf(const Picture& picture) { return {0, 0, picture.width, picture.height}; }

PixelBox inkBox(const Picture& picture, int limit, PixelBox area)
{
    PixelBox box{area.right, area.bottom, 0, 0};
    for (int y = area.top; y < area.bottom; ++y)
        for (int x = area.left; x < area.right; ++x)
            if (picture.at(x, y) < limit)
                box = {std::min(box.left, x), std::min(box.top, y), std::max(box.right, x + 1),
                       std::max(box.bottom, y + 1)};
    return box;
}

std::vector<Word> wordsOf(const Path& pdf, int page)
{
    const std::string number = std::to_string(page);
    const std::string html = mustRun({"pdftotext", "-bbox", "-f", number, "-l", number, pdf, "-"});
    std::vector<Word> words;
    const std::string start = "<word xMin=";
    for (std::size_t at = html.find(start); at != html.npos; at = html.find(start, at + 1)) {
        Word word;
        int textAt = 0;
        const int found =
            std::sscanf(html.c_str() + at, "<word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\">%n",
                        &word.left, &word.top, &word.right, &word.bottom, &textAt);
        CPPUNIT_ASSERT(found == 4 && textAt > 0);
        const std::size_t text = at + static_cast<std::size_t>(textAt);
        word.text = html.substr(text, html.find('<', text) - text);
        words.push_back(std::move(word));
    }
    return words;
}

std::string textOf(const Path& pdf, int page)
{
    const std::string number = std::to_string(page);
    std::string text = mustRun({"pdftotext", "-f", number, "-l", number, pdf, "-"});
    for (const char* mark : {"\u202A", "\u202B", "\u202C", "\u200E", "\u200F"})
        replaceAll(text, mark, "");
    return text;
}

} // namespace ace::pdf
