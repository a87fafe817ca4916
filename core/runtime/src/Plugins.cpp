// SPDX-License-Identifier: MIT
#include <ace/runtime/Plugins.h>

#include "Devices.h"

#include <ace/plugin-host/PluginSurvey.h>

namespace ace::runtime {

namespace {

pluginhost::PluginSurvey survey(const Runtime::Environment& environment)
{
    return {environment.pluginFolders, ownFolders(environment.stationFolder).state, environment.log,
            environment.clock};
}

PluginLine lineOf(const pluginhost::PluginFinding& found)
{
    using State = pluginhost::PluginFinding::State;
    PluginLine line;
    line.plugin = found.plugin;
    line.file = found.file.string();
    line.state = pluginhost::name(found.state);
    line.reason = found.reason;
    line.usable = found.state == State::Ready || found.state == State::NotTried;
    if (found.manifest) {
        line.id = found.manifest->id;
        line.version = found.manifest->version;
        line.vendor = found.manifest->vendor;
        line.simulated = found.manifest->simulated;
        for (const auto& device : found.manifest->devices)
            line.capabilities.emplace_back(pluginhost::name(device.capability));
    }
    return line;
}

} // namespace

std::vector<PluginLine> listPlugins(const Runtime::Environment& environment)
{
    std::vector<PluginLine> lines;
    for (const auto& found : survey(environment).list())
        lines.push_back(lineOf(found));
    return lines;
}

Result<PluginLine> checkPlugin(const std::string& plugin, const Runtime::Environment& environment)
{
    const auto found = survey(environment).check(plugin);
    if (!found)
        return Failure(found.error());
    return lineOf(*found);
}

Result<void> releasePlugin(const std::string& plugin, const Runtime::Environment& environment)
{
    return survey(environment).release(plugin);
}

} // namespace ace::runtime
