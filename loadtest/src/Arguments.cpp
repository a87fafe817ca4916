// SPDX-License-Identifier: MIT
#include "Arguments.h"

#include <charconv>

namespace ace::loadtest {

Result<Arguments> Arguments::parse(std::span<const std::string> words)
{
    Arguments arguments;
    for (std::size_t i = 0; i < words.size(); i += 2) {
        if (!words[i].starts_with("--"))
            return failure(ErrorCode::Invalid, "\"" + words[i] + "\" is not an option");
        if (i + 1 == words.size())
            return failure(ErrorCode::Invalid, words[i] + " needs a value");
        arguments.values_[words[i].substr(2)].push_back(words[i + 1]);
    }
    return arguments;
}

std::string Arguments::text(const std::string& name)
{
    if (!values_.contains(name))
        complain("--" + name + " is missing");
    return text(name, "");
}

std::string Arguments::text(const std::string& name, const std::string& absent)
{
    const auto all = texts(name);
    return all.empty() ? absent : all.back();
}

std::vector<std::string> Arguments::texts(const std::string& name)
{
    asked_.insert(name);
    const auto found = values_.find(name);
    return found == values_.end() ? std::vector<std::string>() : found->second;
}

std::uint64_t Arguments::number(const std::string& name)
{
    if (!values_.contains(name))
        complain("--" + name + " is missing");
    return number(name, 0);
}

std::uint64_t Arguments::number(const std::string& name, std::uint64_t absent)
{
    const std::string given = text(name, std::to_string(absent));
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), value);
    if (error != std::errc() || end != given.data() + given.size())
        complain("--" + name + ": \"" + given + "\" is not a number");
    return value;
}

void Arguments::complain(std::string problem) { problems_.push_back(std::move(problem)); }

Result<void> Arguments::finish() const
{
    for (const auto& [name, values] : values_)
        if (!asked_.contains(name))
            return failure(ErrorCode::Invalid, "--" + name + " is not an option of this command");
    if (!problems_.empty())
        return failure(ErrorCode::Invalid, problems_.front());
    return {};
}

} // namespace ace::loadtest
