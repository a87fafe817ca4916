// SPDX-License-Identifier: MIT
#include <ace/runtime/ConfigCheck.h>

#include "Devices.h"

#include <ace/plugin-host/PluginHost.h>

#include <fstream>

namespace ace::runtime {

namespace {

using pluginhost::Capability;

class PluginCheck
{
public:
    PluginCheck(bool demo, const Runtime::Environment& environment)
        : demo_(demo), environment_(environment),
          host_(environment.log, environment.clock, environment.pluginFolders,
                ownFolders(environment.stationFolder))
    {
    }

    void look(const std::string& table, const std::string& device, const DeviceSettings& settings,
              Capability wanted)
    {
        const auto manifest = host_.inspect(settings.plugin);
        if (!manifest)
            return complain(table, manifest.error().code, manifest.error().describe());
        if (!manifest->find(wanted))
            complain(table, ErrorCode::Invalid,
                     "\"" + settings.plugin + "\" has no " + name(wanted) + "; give a plugin that has");
        if (manifest->simulated && wanted == Capability::Payment && !demo_)
            complain(table, ErrorCode::Invalid,
                     "\"" + settings.plugin +
                         "\" only pretends to take money; it is for folders started with --demo");
        if (const auto fit = host_.checkSettings(configOf(device, settings), wanted); !fit)
            complain(table, fit.error().code, fit.error().describe());
    }
    // Starts it, as the server would: no network is used, and templates are read. A plugin that is not fit
    // was complained of.
    void lookAtOutputSettings(const std::string& name, const DeviceSettings& device)
    {
        if (!problems_.empty() && problems_.back().where == "output." + name)
            return;
        const auto opened = host_.openTicketOutput(configOf(name, device));
        if (!opened && opened.error().code == ErrorCode::Invalid)
            complain("output." + name, ErrorCode::Invalid, opened.error().describe());
    }
    // Its settings are read before the record is looked for, and there is none in this folder.
    void lookAtStorageSettings(const DeviceSettings& storage)
    {
        const std::filesystem::path nowhere = "/dev/null/none";
        const auto opened =
            host_.openStorageForReading({"storage", storage.plugin, storage.settings, storage.deadline},
                                        {nowhere, storage.settings, environment_.log, environment_.clock});
        if (!opened && opened.error().code == ErrorCode::Invalid)
            complain("storage", ErrorCode::Invalid, opened.error().describe());
    }
    void lookAtFile(const std::string& key, const std::string& file)
    {
        if (!file.empty() && !std::ifstream(file))
            complain(key, ErrorCode::NotFound, "\"" + file + "\" cannot be read");
    }
    std::vector<Error> takeProblems() { return std::move(problems_); }

private:
    void complain(const std::string& table, ErrorCode code, const std::string& message)
    {
        problems_.push_back({code, message, table});
    }

    const bool demo_;
    const Runtime::Environment& environment_;
    pluginhost::PluginHost host_;
    std::vector<Error> problems_;
};

} // namespace

std::vector<Error> checkPlugins(const Settings& settings, bool demo, const Runtime::Environment& environment)
{
    PluginCheck check(demo, environment);
    check.look("storage", "storage", settings.storage, Capability::Storage);
    check.lookAtStorageSettings(settings.storage);
    check.lookAtFile("server.tls_certificate", settings.server.tlsCertificate);
    check.lookAtFile("server.tls_key", settings.server.tlsKey);
    for (const auto& [name, device] : settings.payments)
        check.look("payment." + name, name, device, Capability::Payment);
    for (const auto& [name, device] : settings.outputs) {
        check.look("output." + name, name, device, Capability::TicketOutput);
        if (name == settings.deliverWith)
            check.lookAtOutputSettings(name, device);
    }
    for (const auto& [name, device] : settings.scanners)
        check.look("scanner." + name, name, device, Capability::Scanner);
    return check.takeProblems();
}

} // namespace ace::runtime
