// SPDX-License-Identifier: MIT
// Runs ace-plugin-check as its users do, and looks that it lives and leaves nothing behind.
#pragma once

#include "RunProgram.h"
#include "TestSupport.h"

#include <nlohmann/json.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace ace::plugincheck {

struct CheckRun
{
    int exitCode = -1;
    std::string out;
    std::string err;

    nlohmann::json results() const { return nlohmann::json::parse(out).at("results"); }
    nlohmann::json resultOf(const std::string& test) const
    {
        for (const auto& result : results())
            if (result.at("test") == test)
                return result;
        CPPUNIT_FAIL("there is no result of " + test + ": " + out + err);
        return {};
    }
};

// Every process that a plugin starts inherits the mark.
inline bool hasMark(const std::filesystem::path& process, const std::string& mark)
{
    std::ifstream in(process / "environ", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return text.find(mark) != std::string::npos;
}

inline std::string processesOf(const std::string& mark)
{
    std::string found;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator("/proc", ignored))
        if (entry.path().filename() != std::to_string(::getpid()) && hasMark(entry.path(), mark))
            found += " " + entry.path().filename().string();
    return found;
}

inline CheckRun runCheck(const std::filesystem::path& plugin,
                         const std::vector<std::string>& options = {"--json"})
{
    const test::TemporaryFolder folder;
    const std::string mark = "ACE_CHECK_MARK=" + folder.path().string();
    std::vector<std::string> command = {std::string(ACE_BIN_DIR) + "/ace-plugin-check"};
    command.insert(command.end(), options.begin(), options.end());
    if (!plugin.empty())
        command.push_back(plugin);
    const auto run = test::runProgram(command, {mark});
    CPPUNIT_ASSERT_EQUAL_MESSAGE("processes that remain", std::string(), processesOf(mark));
    return {run.exitCode, run.out, run.err};
}

} // namespace ace::plugincheck
