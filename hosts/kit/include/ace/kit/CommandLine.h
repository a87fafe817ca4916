// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <map>
#include <span>
#include <string>
#include <vector>

namespace ace::kit {

// A program's arguments: "--name value", "--name=value", "--flag", and words. After "--" all are words.
class CommandLine
{
public:
    struct Known
    {
        std::vector<std::string> values; // options that take one
        std::vector<std::string> flags;
    };

    // `arguments` without the program's name. Invalid: an option that is not known, or without its value; the
    // message names the nearest known one.
    static Result<CommandLine> parse(std::span<const std::string> arguments, const Known& known);

    bool has(const std::string& name) const { return options_.contains(name); }
    std::string value(const std::string& name, const std::string& absent = {}) const; // of the last one given
    const std::vector<std::string>& words() const { return words_; }

private:
    std::map<std::string, std::string> options_;
    std::vector<std::string> words_;
};

} // namespace ace::kit
