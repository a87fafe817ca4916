// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginManifest.h>

#include <nlohmann/json.hpp>

#include <exception>

namespace ace::pluginhost {

namespace {

struct CapabilityRow
{
    Capability capability;
    const char* name;
};

constexpr CapabilityRow kCapabilities[] = {
    {Capability::Payment, "payment"},          {Capability::TicketOutput, "ticket-output"},
    {Capability::Scanner, "scanner"},          {Capability::Queue, "queue"},
    {Capability::CashDrawer, "cash-drawer"},   {Capability::LineDisplay, "line-display"},
    {Capability::GateControl, "gate-control"}, {Capability::Storage, "storage"},
};

} // namespace

const char* name(Capability capability)
{
    for (const CapabilityRow& row : kCapabilities)
        if (row.capability == capability)
            return row.name;
    return "";
}

std::optional<Capability> parseCapability(std::string_view text)
{
    for (const CapabilityRow& row : kCapabilities)
        if (text == row.name)
            return row.capability;
    return std::nullopt;
}

const PluginManifest::Device* PluginManifest::find(Capability capability) const
{
    for (const auto& device : devices)
        if (device.capability == capability)
            return &device;
    return nullptr;
}

Result<PluginManifest> parseManifest(std::string_view text)
{
    try {
        const auto json = nlohmann::json::parse(text);
        PluginManifest manifest;
        manifest.id = json.at("id");
        manifest.name = json.at("name");
        manifest.version = json.at("version");
        manifest.vendor = json.at("vendor");
        manifest.license = json.at("license");
        manifest.simulated = json.value("simulated", false);
        for (const auto& device : json.at("devices")) {
            const std::string deviceClass = device.at("class");
            // A newer plugin may also offer what this host does not know yet.
            if (const auto capability = parseCapability(device.at("capability").get<std::string>()))
                manifest.devices.push_back(
                    {deviceClass, *capability,
                     device.contains("settings") ? device["settings"].dump() : std::string()});
        }
        return manifest;
    } catch (const nlohmann::json::exception& problem) {
        return failure(ErrorCode::Invalid, std::string("its manifest cannot be used: ") + problem.what());
    }
}

} // namespace ace::pluginhost
