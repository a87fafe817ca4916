// SPDX-License-Identifier: MIT
#include "NewProject.h"

#include <ace/base/Embedded.h>
#include <ace/base/File.h>

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <system_error>

namespace ace::embedded {
std::span<const File> pluginFiles();
std::span<const File> pluginParts();
} // namespace ace::embedded

namespace ace::pluginnew {

namespace {

using Words = std::map<std::string, std::string, std::less<>>;

constexpr std::string_view kPartMark = "--- ";
constexpr std::string_view kPartsEnding = ".txt";
constexpr std::size_t kIdLengthMost = 100;
// Names that CMake keeps for targets of its own, and a library that the project's own test links.
constexpr std::string_view kTaken[] = {
    "all",        "clean",          "edit_cache",    "help",      "install", "package",
    "preinstall", "package_source", "rebuild_cache", "run_tests", "test",    "zero_check",
    "dl"};

// The parts of a capability's template, by name, each without its last newline.
Words partsOf(std::string_view content)
{
    Words parts;
    std::string* part = nullptr;
    while (!content.empty()) {
        const auto end = std::min(content.find('\n'), content.size() - 1);
        const std::string_view line = content.substr(0, end);
        content.remove_prefix(end + 1);
        if (line.starts_with(kPartMark)) {
            part = &parts[std::string(line.substr(kPartMark.size()))];
            continue;
        }
        if (!part->empty())
            *part += '\n';
        *part += line;
    }
    return parts;
}

std::optional<std::string_view> partsFile(std::string_view capability)
{
    for (const auto& file : embedded::pluginParts())
        if (file.name.starts_with(capability) && file.name.substr(capability.size()) == kPartsEnding)
            return file.content;
    return std::nullopt;
}

// "@word@" becomes what the word stands for, which may have such words itself. An "@" that begins no known
// word stays.
std::string filled(std::string_view text, const Words& words)
{
    std::string result;
    while (true) {
        const auto at = text.find('@');
        result += text.substr(0, at);
        if (at == std::string_view::npos)
            return result;
        const auto end = text.find('@', at + 1);
        const auto word =
            end == std::string_view::npos ? words.end() : words.find(text.substr(at + 1, end - at - 1));
        if (word == words.end()) {
            result += '@';
            text.remove_prefix(at + 1);
        } else {
            result += filled(word->second, words);
            text.remove_prefix(end + 1);
        }
    }
}

bool isIdPart(std::string_view part)
{
    const auto allowed = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
    return !part.empty() && part.front() >= 'a' && part.front() <= 'z' && part.back() != '-' &&
           std::ranges::all_of(part, allowed);
}

Result<std::string> nameOf(std::string_view id)
{
    const auto refused = [&](const std::string& why) {
        return failure(ErrorCode::Invalid, "--id \"" + std::string(id) + "\": " + why +
                                               "; write your domain backwards and a name, as in "
                                               "org.example.mine");
    };
    if (id.size() > kIdLengthMost)
        return refused("it is longer than " + std::to_string(kIdLengthMost) + " characters");
    std::string_view rest = id, last;
    std::size_t count = 0;
    while (true) {
        const auto dot = rest.find('.');
        last = rest.substr(0, dot);
        if (!isIdPart(last))
            return refused("each part is of a-z, 0-9 and -, and begins with a letter");
        ++count;
        if (dot == std::string_view::npos)
            break;
        rest.remove_prefix(dot + 1);
    }
    if (count < 2)
        return refused("it has one part only");
    if (std::ranges::find(kTaken, last) != std::end(kTaken))
        return refused("\"" + std::string(last) + "\" is a name that CMake keeps for itself");
    return std::string(last);
}

// "ticket-reader" -> "TicketReader"
std::string className(std::string_view name)
{
    std::string result;
    bool begins = true;
    for (const char c : name) {
        if (c != '-')
            result += begins && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        begins = c == '-';
    }
    return result;
}

// Where a template goes in the project.
std::string placeOf(std::string_view file, const std::string& name)
{
    if (file == "plugin.cpp.in")
        return "src/" + name + ".cpp";
    if (file == "test.cpp.in")
        return "tests/" + name + "-test.cpp";
    if (file == "gitignore.in")
        return ".gitignore";
    return std::string(file.substr(0, file.rfind(".in")));
}

Result<void> mustBeFree(const std::filesystem::path& folder)
{
    std::error_code problem;
    if (!std::filesystem::exists(folder, problem) && !problem)
        return {};
    if (!std::filesystem::is_directory(folder, problem))
        return failure(ErrorCode::Conflict, folder.string() + " is no folder; name one that is new or empty");
    if (!std::filesystem::is_empty(folder, problem) || problem)
        return failure(ErrorCode::Conflict,
                       folder.string() + " is not empty; name a folder that is new or empty");
    return {};
}

} // namespace

std::vector<std::string> capabilities()
{
    std::vector<std::string> names;
    for (const auto& file : embedded::pluginParts())
        names.emplace_back(file.name.substr(0, file.name.size() - kPartsEnding.size()));
    return names;
}

Result<void> writeProject(const NewProject& project)
{
    const auto parts = partsFile(project.capability);
    if (!parts) {
        std::string known;
        for (const std::string& name : capabilities())
            known += (known.empty() ? "" : ", ") + name;
        return failure(ErrorCode::Invalid, "--capability \"" + project.capability +
                                               "\": there is no such capability; it is one of " + known);
    }
    const auto name = nameOf(project.id);
    if (!name)
        return Failure(name.error());
    if (auto isFree = mustBeFree(project.folder); !isFree)
        return isFree;

    Words words = partsOf(*parts);
    words.insert_or_assign("capability", project.capability);
    words.insert_or_assign("id", project.id);
    words.insert_or_assign("name", *name);
    words.insert_or_assign("Class", className(*name));
    for (const auto& file : embedded::pluginFiles()) {
        const auto path = project.folder / placeOf(file.name, *name);
        std::error_code problem;
        std::filesystem::create_directories(path.parent_path(), problem);
        if (problem)
            return failure(ErrorCode::Unavailable,
                           path.parent_path().string() + " cannot be made: " + problem.message());
        if (auto written = writeFileDurably(path, filled(file.content, words)); !written)
            return written;
    }
    return {};
}

} // namespace ace::pluginnew
