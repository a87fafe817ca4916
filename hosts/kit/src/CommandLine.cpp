// SPDX-License-Identifier: MIT
#include <ace/kit/CommandLine.h>

#include <ace/kit/Nearest.h>

#include <algorithm>

namespace ace::kit {

namespace {

bool isIn(const std::vector<std::string>& names, const std::string& name)
{
    return std::ranges::find(names, name) != names.end();
}

Failure unknownOption(const std::string& name, const CommandLine::Known& known)
{
    std::vector<std::string> names = known.values;
    names.insert(names.end(), known.flags.begin(), known.flags.end());
    const std::string hint = names.empty() ? "" : "; did you mean --" + nearestOf(name, names) + "?";
    return failure(ErrorCode::Invalid, "there is no option --" + name + hint);
}

} // namespace

Result<CommandLine> CommandLine::parse(std::span<const std::string> arguments, const Known& known)
{
    CommandLine line;
    bool onlyWords = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& argument = arguments[i];
        if (onlyWords || !argument.starts_with("--")) {
            line.words_.push_back(argument);
            continue;
        }
        if (argument == "--") {
            onlyWords = true;
            continue;
        }
        const std::size_t equals = argument.find('=');
        const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
        const bool hasValue = equals != std::string::npos;
        if (isIn(known.flags, name)) {
            if (hasValue)
                return failure(ErrorCode::Invalid, "--" + name + " takes no value");
            line.options_[name];
        } else if (!isIn(known.values, name)) {
            return unknownOption(name, known);
        } else if (hasValue) {
            line.options_[name] = argument.substr(equals + 1);
        } else if (i + 1 < arguments.size()) {
            line.options_[name] = arguments[++i];
        } else {
            return failure(ErrorCode::Invalid, "--" + name + " needs a value");
        }
    }
    return line;
}

std::string CommandLine::value(const std::string& name, const std::string& absent) const
{
    const auto found = options_.find(name);
    return found == options_.end() ? absent : found->second;
}

} // namespace ace::kit
