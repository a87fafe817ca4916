// SPDX-License-Identifier: MIT
// The project's own source files, for the tests that look at the house itself.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace ace::house {

struct SourceFile
{
    std::string path; // from the project's root, "core/base/src/Id.cpp"
    std::vector<std::string> lines;

    bool isHeader() const { return path.ends_with(".h"); }
    bool isTest() const
    {
        return path.find("/tests/") != std::string::npos || path.find("/bench/") != std::string::npos;
    }
};

inline SourceFile readSource(const std::filesystem::path& root, const std::filesystem::path& file)
{
    SourceFile source{std::filesystem::relative(file, root).string(), {}};
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);)
        source.lines.push_back(line);
    return source;
}

inline std::vector<SourceFile> readTree(const std::filesystem::path& root)
{
    std::vector<SourceFile> files;
    for (const char* floor : {"core", "devices", "plugins", "hosts", "server", "loadtest"})
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / floor))
            if (entry.path().extension() == ".h" || entry.path().extension() == ".cpp" ||
                entry.path().extension() == ".c")
                files.push_back(readSource(root, entry.path()));
    std::ranges::sort(files, {}, &SourceFile::path);
    return files;
}

inline std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += "\n  " + line;
    return text;
}

} // namespace ace::house
