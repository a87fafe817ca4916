// SPDX-License-Identifier: MIT
#include "Devices.h"

#include <cstdlib>

namespace ace::runtime {

namespace {

template <class Port>
Port* find(const std::map<std::string, std::unique_ptr<Port>>& devices, const std::string& name)
{
    const auto found = devices.find(name);
    return found == devices.end() ? nullptr : found->second.get();
}

std::filesystem::path namedBy(const char* variable, const std::filesystem::path& otherwise)
{
    const char* named = std::getenv(variable);
    return named ? std::filesystem::path(named) : otherwise;
}

} // namespace

pluginhost::DeviceConfig configOf(const std::string& name, const DeviceSettings& settings)
{
    return {name,
            settings.plugin,
            settings.settings,
            settings.deadline,
            settings.instances,
            settings.isolated,
            settings.isolatedMemoryMb};
}

pluginhost::OwnFolders ownFolders(const std::filesystem::path& stationFolder)
{
    const bool none = stationFolder.empty();
    return {namedBy("ACE_PLUGIN_STATE", none ? stationFolder : stationFolder / kPluginState),
            namedBy("ACE_SECRETS", none ? stationFolder : stationFolder / "secrets")};
}

Devices::Devices(const Settings& settings, const Runtime::Environment& environment)
    : settings_(settings), environment_(environment),
      host_(environment.log, environment.clock, environment.pluginFolders,
            ownFolders(environment.stationFolder))
{
    for (const auto& [name, device] : settings.outputs) {
        if (auto opened = host_.openTicketOutput(configOf(name, device)))
            outputs_[name] = std::move(*opened);
        else
            leaveOut("output." + name, opened.error());
    }
    for (const auto& [name, device] : settings.scanners) {
        if (auto opened = host_.openScanner(configOf(name, device)))
            scanners_[name] = std::move(*opened);
        else
            leaveOut("scanner." + name, opened.error());
    }
}

void Devices::openPayments(bool simulatedAllowed)
{
    for (const auto& [name, device] : settings_.payments) {
        const auto manifest = host_.inspect(device.plugin);
        if (manifest && manifest->simulated && !simulatedAllowed) {
            leaveOut("payment." + name, {ErrorCode::Invalid,
                                         "\"" + device.plugin +
                                             "\" only pretends to take money; it is for folders started "
                                             "with --demo. Take it out of the configuration",
                                         device.plugin});
            continue;
        }
        if (auto opened = host_.openPayment(configOf(name, device)))
            payments_[name] = std::move(*opened);
        else
            leaveOut("payment." + name, opened.error());
    }
}

Result<std::unique_ptr<sdk::Storage>> Devices::openStorage(const DeviceSettings& settings,
                                                           const DataFolder& folder)
{
    return host_.openStorage(configOf("storage", settings),
                             {folder.path(), settings.settings, environment_.log, environment_.clock});
}

sdk::TicketOutput* Devices::findOutput(const std::string& name) const { return find(outputs_, name); }
sdk::Scanner* Devices::findScanner(const std::string& name) const { return find(scanners_, name); }

boxoffice::LocalBoxOffice::Payments Devices::payments() const
{
    boxoffice::LocalBoxOffice::Payments methods;
    for (const auto& [name, method] : payments_)
        methods[name] = method.get();
    return methods;
}

std::map<std::string, bool> Devices::states() const
{
    using enum pluginhost::Capability;
    std::map<std::string, bool> states;
    for (const pluginhost::DeviceState& device : host_.devices()) {
        const char* table = device.capability == Payment   ? "payment."
                            : device.capability == Scanner ? "scanner."
                                                           : "output.";
        states[table + device.name] = device.working;
    }
    for (const Error& problem : problems_)
        states[problem.where] = false;
    return states;
}

void Devices::leaveOut(const std::string& device, const Error& problem)
{
    problems_.push_back({problem.code, problem.describe(), device}); // names the plugin, too
    environment_.log.warn("runtime", "going on without " + device + ": " + problem.describe());
}

std::vector<std::filesystem::path> defaultPluginFolders()
{
    std::vector<std::filesystem::path> folders;
    if (const char* path = std::getenv("ACE_PLUGIN_PATH")) {
        std::string_view rest(path);
        while (!rest.empty()) {
            const std::size_t colon = rest.find(':');
            if (const auto folder = rest.substr(0, colon); !folder.empty())
                folders.emplace_back(folder);
            rest = colon == std::string_view::npos ? "" : rest.substr(colon + 1);
        }
    }
    if (folders.empty()) {
        std::error_code ignored;
        const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
        folders.push_back(program.parent_path().parent_path() / "lib/ace/plugins");
    }
    return folders;
}

} // namespace ace::runtime
