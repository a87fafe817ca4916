// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace ace::loadtest {

// "--name value" pairs, read strictly. Getters never fail at the call: what is missing, no number or never
// asked for is gathered, and finish() gives the first of it.
class Arguments
{
public:
    static Result<Arguments> parse(std::span<const std::string> words);

    std::string text(const std::string& name);                            // required
    std::string text(const std::string& name, const std::string& absent); // the last one given
    std::vector<std::string> texts(const std::string& name);              // all that were given
    std::uint64_t number(const std::string& name);
    std::uint64_t number(const std::string& name, std::uint64_t absent);
    void complain(std::string problem);

    Result<void> finish() const;

private:
    std::map<std::string, std::vector<std::string>> values_;
    std::set<std::string> asked_;
    std::vector<std::string> problems_;
};

} // namespace ace::loadtest
