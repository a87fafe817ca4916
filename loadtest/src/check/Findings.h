// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace ace::loadtest {

// What a check found broken. Thread-safe. All are counted, the first few of each rule are kept.
class Findings
{
public:
    void add(const std::string& rule, const std::string& what);

    std::size_t count() const;
    std::size_t count(const std::string& rule) const;
    std::string describe() const; // a line for each that was kept

private:
    static constexpr std::size_t kKept = 5;
    struct Rule
    {
        std::size_t count = 0;
        std::vector<std::string> examples;
    };
    mutable std::mutex mutex_;
    std::map<std::string, Rule> rules_;
};

} // namespace ace::loadtest
