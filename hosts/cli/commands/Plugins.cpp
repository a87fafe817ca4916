// SPDX-License-Identifier: MIT
#include "Plugins.h"

#include "Surroundings.h"

#include <ace/base/Bytes.h>
#include <ace/base/JsonText.h>
#include <ace/runtime/Plugins.h>

#include <algorithm>
#include <iomanip>
#include <iostream>

namespace ace::cli {

namespace {

using runtime::PluginLine;

constexpr char kPluginListUsage[] = "usage: ace plugins list [--data DIR] [--json]";
constexpr char kQuarantineUsage[] = "usage: ace plugins quarantine [--release NAME] [--data DIR] [--json]";

std::string joined(const std::vector<std::string>& words)
{
    std::string all;
    for (const std::string& word : words)
        all += (all.empty() ? "" : ", ") + word;
    return all.empty() ? "-" : all;
}

// Names of files and words of plugins are not ours: a terminal obeys control characters.
void printTable(const std::vector<PluginLine>& lines)
{
    std::size_t width = 6;
    for (const PluginLine& line : lines)
        width = std::max(width, line.plugin.size());
    for (const PluginLine& line : lines) {
        std::cout << std::left << std::setw(static_cast<int>(width) + 2) << cleanUtf8(line.plugin)
                  << std::setw(12) << line.state << std::setw(10)
                  << (line.version.empty() ? "-" : cleanUtf8(line.version)) << joined(line.capabilities)
                  << (line.simulated ? " (simulated)" : "") << '\n';
        if (!line.reason.empty())
            std::cout << "    " << cleanUtf8(line.reason) << '\n';
    }
}

std::string toJson(const PluginLine& line)
{
    std::string capabilities;
    for (const std::string& capability : line.capabilities)
        capabilities += (capabilities.empty() ? "" : ", ") + jsonText(capability);
    return "{\"plugin\": " + jsonText(line.plugin) + ", \"file\": " + jsonText(line.file) +
           ", \"state\": " + jsonText(line.state) + ", \"reason\": " + jsonText(line.reason) +
           ", \"id\": " + jsonText(line.id) + ", \"version\": " + jsonText(line.version) +
           ", \"vendor\": " + jsonText(line.vendor) +
           ", \"simulated\": " + (line.simulated ? "true" : "false") + ", \"capabilities\": [" +
           capabilities + "]}";
}

void printJson(const std::vector<PluginLine>& lines)
{
    std::cout << "{\"plugins\": [";
    for (std::size_t i = 0; i < lines.size(); ++i)
        std::cout << (i == 0 ? "\n  " : ",\n  ") << toJson(lines[i]);
    std::cout << "\n]}\n";
}

void print(const std::vector<PluginLine>& lines, const kit::CommandLine& line)
{
    line.has("json") ? printJson(lines) : printTable(lines);
}

// A name that no plugin has is told like what is wrong with one.
PluginLine checked(const std::string& name, const runtime::Runtime::Environment& environment)
{
    const auto found = runtime::checkPlugin(name, environment);
    if (found)
        return *found;
    PluginLine missing;
    missing.plugin = name;
    missing.state = found.error().code == ErrorCode::NotFound ? "missing" : "refused";
    missing.reason = found.error().describe();
    return missing;
}

// They keep what is known in the data folder, also where none was named.
runtime::Runtime::Environment environmentOf(Surroundings& surroundings, const kit::CommandLine& line)
{
    auto environment = surroundings.environment();
    environment.stationFolder = surroundings.folder(line).path();
    return environment;
}

} // namespace

int listPlugins(Arguments arguments)
{
    const auto line = kit::CommandLine::parse(arguments, {.values = {"data"}, .flags = {"json"}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty())
        return refuse(kPluginListUsage);
    Surroundings surroundings(LogLevel::Warning);
    print(runtime::listPlugins(environmentOf(surroundings, *line)), *line);
    return kDone;
}

int checkPlugins(Arguments arguments)
{
    const auto line = kit::CommandLine::parse(arguments, {.values = {"data"}, .flags = {"json"}});
    if (!line)
        return refuse(line.error());
    Surroundings surroundings(LogLevel::Warning);
    const auto environment = environmentOf(surroundings, *line);
    std::vector<std::string> names = line->words();
    if (names.empty())
        for (const PluginLine& found : runtime::listPlugins(environment))
            names.push_back(found.plugin);
    std::vector<PluginLine> lines;
    for (const std::string& name : names)
        lines.push_back(checked(name, environment));
    print(lines, *line);
    return std::ranges::all_of(lines, &PluginLine::usable) ? kDone : kRefused;
}

int showQuarantine(Arguments arguments)
{
    const auto line = kit::CommandLine::parse(arguments, {.values = {"data", "release"}, .flags = {"json"}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty())
        return refuse(kQuarantineUsage);
    Surroundings surroundings(LogLevel::Warning);
    const auto environment = environmentOf(surroundings, *line);
    if (line->has("release")) {
        const std::string name = line->value("release");
        const auto released = runtime::releasePlugin(name, environment);
        if (!released && released.error().code == ErrorCode::NotFound)
            return refuse("\"" + name + "\" is under no quarantine; ace plugins quarantine lists what is");
        if (!released)
            return refuse("\"" + name + "\" cannot be released: " + released.error().describe());
        std::cout << "Released " << name << ": it is tried again when a program next loads it\n";
        return kDone;
    }
    auto lines = runtime::listPlugins(environment);
    std::erase_if(lines, [](const PluginLine& found) { return found.state != "quarantine"; });
    if (lines.empty() && !line->has("json"))
        std::cout << "No plugin is under quarantine\n";
    else
        print(lines, *line);
    return kDone;
}

} // namespace ace::cli
