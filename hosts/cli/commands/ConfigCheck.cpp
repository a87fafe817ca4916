// SPDX-License-Identifier: MIT
#include "ConfigCheck.h"

#include "Surroundings.h"

#include <ace/runtime/ConfigCheck.h>

#include <iostream>

namespace ace::cli {

int checkConfig(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (line->words().size() != 1)
        return refuse("usage: ace config check FILE [--data DIR]");
    Surroundings surroundings(LogLevel::Warning);
    const std::string& file = line->words().front();
    const bool demo = line->has("data") && surroundings.folder(*line).isDemo();
    const auto settings = runtime::Settings::load(file, demo);
    if (!settings)
        return refuse(settings.error());
    const auto problems = runtime::checkPlugins(*settings, demo, surroundings.environment());
    for (const Error& problem : problems)
        refuse({problem.code, problem.message, file + ": " + problem.where});
    if (!problems.empty())
        return kRefused;
    std::cout << file << ": nothing is wrong\n";
    return kDone;
}

} // namespace ace::cli
