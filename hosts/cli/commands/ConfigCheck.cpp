// SPDX-License-Identifier: MIT
#include "ConfigCheck.h"

#include "Surroundings.h"

#include <ace/base/Embedded.h>
#include <ace/runtime/ConfigCheck.h>
#include <ace/runtime/LiveCheck.h>

#include <iostream>
#include <set>

namespace ace::embedded {
std::span<const File> config_templates();
}

namespace ace::cli {

namespace {

// What is wrong with the configuration, and what it lacks; each place once.
int tellLive(const std::string& file, const std::vector<Error>& problems,
             const std::vector<runtime::LiveFinding>& findings)
{
    std::set<std::string> missingAt;
    const auto miss = [&](const std::string& where, const std::string& text) {
        if (missingAt.insert(where).second)
            std::cout << "MISSING  " << where << ": " << text << '\n';
    };
    for (const Error& problem : problems)
        miss(problem.where, problem.message);
    for (const runtime::LiveFinding& found : findings)
        if (!found.good)
            miss(found.where, found.text);
        else if (!missingAt.contains(found.where))
            std::cout << "ok       " << found.where << ": " << found.text << '\n';
    const std::size_t missing = missingAt.size();
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
    const auto problems = runtime::checkPlugins(*settings, demo, surroundings.environment(*line));
    if (line->has("live")) {
        auto findings = runtime::checkLive(*settings, surroundings.environment(*line));
        if (const auto folder = surroundings.folder(*line); folder.isDemo())
            findings.push_back(
                {false, folder.path().string(),
                 "holds demo data, whose passwords are public. Give another folder with --data, "
                 "here and to serve."});
        return tellLive(file, problems, findings);
    }
    for (const Error& problem : problems)
        refuse({problem.code, problem.message, file + ": " + problem.where});
    if (!problems.empty())
        return kRefused;
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
