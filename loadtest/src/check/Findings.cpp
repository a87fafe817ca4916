// SPDX-License-Identifier: MIT
#include "Findings.h"

namespace ace::loadtest {

void Findings::add(const std::string& rule, const std::string& what)
{
    const std::lock_guard lock(mutex_);
    Rule& found = rules_[rule];
    ++found.count;
    if (found.examples.size() < kKept)
        found.examples.push_back(what);
}

std::size_t Findings::count() const
{
    const std::lock_guard lock(mutex_);
    std::size_t all = 0;
    for (const auto& [name, rule] : rules_)
        all += rule.count;
    return all;
}

std::size_t Findings::count(const std::string& rule) const
{
    const std::lock_guard lock(mutex_);
    const auto found = rules_.find(rule);
    return found == rules_.end() ? 0 : found->second.count;
}

std::string Findings::describe() const
{
    const std::lock_guard lock(mutex_);
    std::string text;
    for (const auto& [name, rule] : rules_) {
        for (const std::string& example : rule.examples)
            text += "BROKEN " + name + ": " + example + "\n";
        if (rule.count > rule.examples.size())
            text +=
                "BROKEN " + name + ": and " + std::to_string(rule.count - rule.examples.size()) + " more\n";
    }
    return text;
}

} // namespace ace::loadtest
