// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ace::plugincheck {

enum class Outcome { Success, Warning, Failed, Crashed, Timeout, Skipped };

const char* name(Outcome outcome); // "Success"

struct Finding
{
    std::string test = {};   // "life.open-close"; never renamed
    std::string device = {}; // class of the device that was tested; empty: the plugin as a whole
    Outcome outcome = Outcome::Success;
    std::string detail = {}; // what is wrong, why it was skipped; empty at success
    std::chrono::milliseconds time{0};
};

struct Fuzz
{
    std::chrono::seconds duration{0};
    std::uint64_t seed = 1;
    std::optional<std::uint64_t> replay = {}; // that case alone
};

struct CheckOptions
{
    std::optional<std::string> settings = {}; // JSON for open(); none: the defaults of its schema
    std::string only = {};                    // a test or a group: "life"; empty: all
    std::optional<Fuzz> fuzz = {};
    std::function<void(const Finding&)> found = [](const Finding&) {}; // after each test
};

// Every test in a process of its own, so that no plugin harms the caller. Call it from a program that has no
// threads and no child processes of its own: whatever becomes a child of this process is ended.
std::vector<Finding> checkPlugin(const std::filesystem::path& file, const CheckOptions& options);

// What stands in the file, without running it.
Result<std::string> manifestIn(const std::filesystem::path& file);

std::vector<std::string> testNames();
bool passed(const std::vector<Finding>& findings); // no Failed, Crashed, Timeout

} // namespace ace::plugincheck
