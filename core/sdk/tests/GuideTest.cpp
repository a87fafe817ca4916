// SPDX-License-Identifier: MIT
// Code in a guide is cut from files that are compiled: each fenced block follows a line
//   <!-- from path/of/File.cpp -->
// and stands in that file, line by line, at some indentation. The "sh" blocks of first-plugin.md are run
// instead, by the test sdk-outsider.
#include "TestSupport.h"

#include <ace/base/File.h>

#include <sstream>

namespace ace::sdk {

namespace {

using Lines = std::vector<std::string>;

struct CodeBlock
{
    std::string language;
    std::string source; // empty: none is named
    Lines lines;
};

Lines linesOf(const std::string& text)
{
    Lines lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::vector<CodeBlock> blocksOf(const Lines& guide)
{
    constexpr std::string_view kFence = "```", kBegin = "<!-- from ", kEnd = " -->";
    std::vector<CodeBlock> blocks;
    bool inside = false;
    for (std::size_t i = 0; i < guide.size(); ++i) {
        const std::string& line = guide[i];
        if (!line.starts_with(kFence)) {
            if (inside)
                blocks.back().lines.push_back(line);
            continue;
        }
        inside = !inside;
        if (!inside)
            continue;
        std::string source;
        if (i > 0 && guide[i - 1].starts_with(kBegin) && guide[i - 1].ends_with(kEnd))
            source = guide[i - 1].substr(kBegin.size(), guide[i - 1].size() - kBegin.size() - kEnd.size());
        blocks.push_back({line.substr(kFence.size()), source, {}});
    }
    return blocks;
}

std::string indentedBy(std::size_t spaces, const std::string& line)
{
    return line.empty() ? line : std::string(spaces, ' ') + line;
}

bool standsIn(const Lines& block, const Lines& file)
{
    for (std::size_t spaces = 0; spaces <= 16; spaces += 4) {
        const auto asThere = [&](const std::string& line) { return indentedBy(spaces, line); };
        if (!std::ranges::search(file, block, {}, {}, asThere).empty())
            return true;
    }
    return false;
}

// What is wrong with the blocks of a guide; empty: nothing.
std::string problemsOf(const std::string& name, const Lines& guide, const std::filesystem::path& root)
{
    std::string problems;
    for (const CodeBlock& block : blocksOf(guide)) {
        if (block.language == "sh" && name == "first-plugin.md")
            continue;
        const std::string where = name + ": the block that begins \"" +
                                  (block.lines.empty() ? std::string() : block.lines.front()) + "\" ";
        if (block.source.empty() || block.lines.empty())
            problems += where + "names no file that it is from\n";
        else if (!standsIn(block.lines, linesOf(test::valueOf(readFile(root / block.source)))))
            problems += where + "does not stand in " + block.source + "\n";
    }
    return problems;
}

} // namespace

class GuideTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(GuideTest, codeInAGuideIsCutFromFilesThatAreCompiled)
{
    const std::filesystem::path root = ACE_SOURCE_DIR;
    std::string problems;
    std::size_t guides = 0, blocks = 0;
    for (const auto& entry : std::filesystem::directory_iterator(root / "core/sdk/guide")) {
        const Lines guide = linesOf(test::valueOf(readFile(entry.path())));
        problems += problemsOf(entry.path().filename(), guide, root);
        blocks += blocksOf(guide).size();
        ++guides;
    }
    CPPUNIT_ASSERT_MESSAGE(problems, problems.empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t{7}, guides);
    CPPUNIT_ASSERT(blocks > 12);
}

CPPUNIT_TEST_FIXTURE(GuideTest, seesCodeThatIsNotCutFromAFile)
{
    const std::string from = "<!-- from core/sdk/package/plugin.map -->";
    const auto problems = [](const Lines& guide) { return problemsOf("a.md", guide, ACE_SOURCE_DIR); };
    CPPUNIT_ASSERT_EQUAL(std::string(),
                         problems({from, "```", "global: ace_plugin_entry_v1;", "local: *;", "```"}));
    CPPUNIT_ASSERT(!problems({from, "```", "global: ace_plugin_entry_v2;", "```"}).empty());
    CPPUNIT_ASSERT(!problems({"```sh", "make install", "```"}).empty());
    CPPUNIT_ASSERT(!problems({from, "```", "```"}).empty());
}

} // namespace ace::sdk
