// SPDX-License-Identifier: MIT
// The size limits of the house: printed as a warning at the first number, a failure at the second.
#include "SourceTree.h"
#include "TestSupport.h"

#include <iostream>
#include <map>

namespace ace::house {

namespace {

struct Limit
{
    std::size_t warn;
    std::size_t fail;
};

constexpr Limit kHeaderLines{120, 250};
constexpr Limit kSourceLines{300, 500};
constexpr Limit kFunctionLines{50, 80};
constexpr Limit kColumns{110, 110};
constexpr Limit kParameters{4, 6};
constexpr Limit kFilesInFolder{20, 30};

struct Findings
{
    std::vector<std::string> warnings;
    std::vector<std::string> failures;

    void judge(const std::string& what, std::size_t size, const Limit& limit)
    {
        if (size > limit.fail)
            failures.push_back(what + ": " + std::to_string(size) + ", the limit is " +
                               std::to_string(limit.fail));
        else if (size > limit.warn)
            warnings.push_back(what + ": " + std::to_string(size) + ", better " + std::to_string(limit.warn));
    }
};

std::size_t columnsOf(const std::string& line)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// In our format a function's braces stand on lines of their own, at one indentation. What opens so but is no
// function has one of these words in front.
bool opensAType(const std::string& text)
{
    for (const char* word : {"class ", "struct ", "union ", "enum ", "namespace "})
        if (text.find(word) != std::string::npos && text.find('(') == std::string::npos)
            return true;
    return false;
}

bool isOneOf(char c, std::string_view these) { return these.find(c) != std::string_view::npos; }

// The parameters of the outermost parentheses of a signature.
std::size_t parametersOf(const std::string& signature)
{
    const std::size_t open = signature.find('(');
    if (open == std::string::npos)
        return 0;
    int round = 0, angle = 0;
    std::size_t count = 0;
    bool any = false;
    for (std::size_t i = open; i < signature.size(); ++i) {
        const char c = signature[i];
        round += (c == '(') - (c == ')');
        angle += (c == '<') - (c == '>' && signature[i - 1] != '-');
        any = any || (round == 1 && c != '(' && c != ' ');
        count += round == 1 && angle == 0 && c == ',';
        if (round == 0)
            break;
    }
    return any ? count + 1 : 0;
}

void judgeFunctions(const SourceFile& file, Findings& findings)
{
    for (std::size_t i = 1; i < file.lines.size(); ++i) {
        const std::string& line = file.lines[i];
        const std::size_t indent = line.find_first_not_of(' ');
        if (indent == std::string::npos || line.substr(indent) != "{")
            continue;
        std::string signature;
        for (std::size_t back = i; back-- > 0;) {
            const std::string& before = file.lines[back];
            if (before.empty() || isOneOf(before.back(), ";{}") || before.find("//") != std::string::npos)
                break;
            signature = before + " " + signature;
        }
        if (signature.empty() || opensAType(signature))
            continue;
        std::size_t end = i + 1;
        while (end < file.lines.size() && !file.lines[end].starts_with(std::string(indent, ' ') + "}"))
            ++end;
        const std::string where = file.path + ":" + std::to_string(i + 1);
        findings.judge(where + " function lines", end - i - 1, kFunctionLines);
        const bool isCallback =
            signature.find("void* data") != std::string::npos; // as its C library wants it
        if (!isCallback)
            findings.judge(where + " parameters", parametersOf(signature), kParameters);
    }
}

Findings judgeTree(const std::vector<SourceFile>& files)
{
    Findings findings;
    std::map<std::string, std::size_t> inFolder;
    for (const SourceFile& file : files) {
        findings.judge(file.path + " lines", file.lines.size(),
                       file.isHeader() ? kHeaderLines : kSourceLines);
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            findings.judge(file.path + ":" + std::to_string(i + 1) + " columns", columnsOf(file.lines[i]),
                           kColumns);
        judgeFunctions(file, findings);
        ++inFolder[file.path.substr(0, file.path.rfind('/'))];
    }
    for (const auto& [folder, count] : inFolder)
        findings.judge(folder + " files", count, kFilesInFolder);
    return findings;
}

} // namespace

class SizesTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(SizesTest, everythingKeepsToTheLimits)
{
    const Findings findings = judgeTree(readTree(ACE_SOURCE_DIR));
    std::cout << "warnings:" << joined(findings.warnings) << std::endl;
    CPPUNIT_ASSERT_MESSAGE(joined(findings.failures), findings.failures.empty());
}

CPPUNIT_TEST_FIXTURE(SizesTest, readmesAreShortAndEveryComponentHasOne)
{
    const std::filesystem::path root = ACE_SOURCE_DIR;
    std::vector<std::string> wrong;
    if (readSource(root, root / "README.md").lines.size() > 120)
        wrong.push_back("README.md has more than 120 lines");
    for (const SourceFile& file : readTree(root)) {
        const std::size_t at = std::min(file.path.find("/include/"), file.path.find("/src/"));
        if (at == std::string::npos || file.isTest())
            continue;
        const std::filesystem::path readme = root / file.path.substr(0, at) / "README.md";
        if (!std::filesystem::exists(readme) || readSource(root, readme).lines.size() > 30)
            wrong.push_back(readme.string() + " is missing or has more than 30 lines");
    }
    CPPUNIT_ASSERT_MESSAGE(joined(wrong), wrong.empty());
}

CPPUNIT_TEST_FIXTURE(SizesTest, seesWhatIsTooLarge)
{
    SourceFile file{"core/base/include/ace/base/Big.h", std::vector<std::string>(251, "int x;")};
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, judgeTree({file}).failures.size());

    SourceFile function{"core/base/src/Long.cpp",
                        {"void f(int a, int b, int c, int d, int e, int g, int h)", "{"}};
    function.lines.insert(function.lines.end(), 81, "    step();");
    function.lines.push_back("}");
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, judgeTree({function}).failures.size());

    SourceFile wide{"core/base/src/Wide.cpp", {std::string(121, 'x')}};
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, judgeTree({wide}).failures.size());
}

CPPUNIT_TEST_FIXTURE(SizesTest, countsParametersNotTheCommasInTheirTypes)
{
    CPPUNIT_ASSERT_EQUAL(std::size_t{2},
                         parametersOf("void f(const std::map<int, int>& a, std::function<int(int, int)> b)"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, parametersOf("void f()"));
}

} // namespace ace::house
