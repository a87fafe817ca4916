// SPDX-License-Identifier: MIT
#include "StoryFile.h"

#include <ace/base/File.h>
#include <ace/kit/Nearest.h>

#include <algorithm>
#include <sstream>

namespace ace::headless {

namespace {

// What comes before a comment, without the blanks around it.
std::string withoutComment(const std::string& line)
{
    bool quoted = false;
    std::size_t end = 0;
    for (; end < line.size() && (quoted || line[end] != '#'); ++end) {
        if (line[end] == '\\' && quoted)
            ++end;
        else if (line[end] == '"')
            quoted = !quoted;
    }
    const std::string text = line.substr(0, end);
    const std::size_t first = text.find_first_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Without what differs from line to line, so that only the wording counts: texts and numbers.
std::string shapeOf(const std::vector<Word>& words)
{
    std::string shape;
    for (const Word& word : words) {
        const bool number =
            std::ranges::all_of(word.text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
        shape += (word.quoted ? "\"\"" : number ? "N" : word.text) + " ";
    }
    return shape;
}

// With all that may be left out, and without it.
std::vector<std::string> shapesOf(const StepPattern& pattern)
{
    std::string whole, least;
    bool optional = false;
    for (const char c : pattern.text()) {
        optional = (optional || c == '[') && c != ']';
        if (c == '[' || c == ']')
            continue;
        whole += c;
        if (!optional)
            least += c;
    }
    return {shapeOf(*splitWords(whole)), shapeOf(*splitWords(least))};
}

const Step& nearestStep(const std::vector<Word>& words)
{
    std::vector<std::string> shapes;
    std::vector<const Step*> steps;
    for (const Step& step : allSteps())
        for (std::string& shape : shapesOf(step.pattern)) {
            shapes.push_back(std::move(shape));
            steps.push_back(&step);
        }
    const auto found = std::ranges::find(shapes, kit::nearestOf(shapeOf(words), shapes));
    return *steps[static_cast<std::size_t>(found - shapes.begin())];
}

Result<StoryLine> understand(int number, const std::string& text, const std::vector<Word>& words)
{
    for (const Step& step : allSteps())
        if (auto arguments = step.pattern.match(words))
            return StoryLine{number, text, &step, std::move(*arguments)};
    return failure(ErrorCode::Invalid,
                   "there is no step \"" + text + "\"; the nearest is: " + nearestStep(words).pattern.text());
}

} // namespace

Result<StoryFile> readStories(const std::filesystem::path& path)
{
    auto text = readFile(path, 1u << 20);
    if (!text)
        return failure(std::move(text));
    return parseStories(path, *text);
}

Result<StoryFile> parseStories(const std::filesystem::path& path, const std::string& text)
{
    StoryFile file{path, {}};
    std::istringstream in(text);
    std::string raw;
    for (int number = 1; std::getline(in, raw); ++number) {
        const std::string where = path.string() + ":" + std::to_string(number);
        const std::string line = withoutComment(raw);
        if (line.empty())
            continue;
        const auto words = splitWords(line);
        if (!words)
            return failure(ErrorCode::Invalid, words.error().message, where);
        if (words->size() == 2 && words->front() == Word{"story", false} && words->back().quoted) {
            file.stories.push_back({words->back().text, {}});
            continue;
        }
        if (file.stories.empty())
            return failure(ErrorCode::Invalid, "a story begins with: story \"TITLE\"", where);
        auto understood = understand(number, line, *words);
        if (!understood)
            return failure(ErrorCode::Invalid, understood.error().message, where);
        file.stories.back().lines.push_back(std::move(*understood));
    }
    if (file.stories.empty())
        return failure(ErrorCode::Invalid, "holds no story", path.string());
    return file;
}

} // namespace ace::headless
