// SPDX-License-Identifier: MIT
#include "ConfigCheck.h"

#include "Surroundings.h"

#include <ace/base/Embedded.h>
#include <ace/runtime/ConfigCheck.h>
#include <ace/runtime/LiveCheck.h>

#include <iostream>

namespace ace::embedded {
std::span<const File> config_templates();
}

namespace ace::cli {

namespace {

int tellLive(const runtime::Settings& settings, Surroundings& surroundings, const std::string& file)
{
    std::size_t missing = 0;
    for (const runtime::LiveFinding& found : runtime::checkLive(settings, surroundings.environment())) {
        std::cout << (found.good ? "ok       " : "MISSING  ") << found.where << ": " << found.text << '\n';
        missing += found.good ? 0 : 1;
    }
    if (missing == 0) {
        std::cout << file << ": ready to go live\n";
        return kDone;
    }
    return refuse(file + ": " + std::to_string(missing) + (missing == 1 ? " thing is" : " things are") +
                  " missing before it can go live");
}

} // namespace

int checkConfig(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data"}, .flags = {"live"}});
    if (!line)
        return refuse(line.error());
    if (line->words().size() != 1)
        return refuse("usage: ace config check FILE [--data DIR] [--live]");
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
    if (line->has("live"))
        return tellLive(*settings, surroundings, file);
    std::cout << file << ": nothing is wrong\n";
    return kDone;
}

int printTemplate(Arguments arguments)
{
    if (!arguments.empty())
        return refuse("usage: ace config template > ace.toml");
    std::cout << embedded::config_templates().front().content;
    return kDone;
}

} // namespace ace::cli
