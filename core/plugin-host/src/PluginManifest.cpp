// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginManifest.h>

#include <nlohmann/json.hpp>

#include <exception>

namespace ace::pluginhost {

namespace {
constexpr Capability kCapabilities[] = {Capability::Payment, Capability::TicketOutput, Capability::Scanner,
                                        Capability::Storage};
}

const char* name(Capability capability)
{
    switch (capability) {
    case Capability::Payment:
        return "payment";
    case Capability::TicketOutput:
        return "ticket-output";
    case Capability::Scanner:
        return "scanner";
    case Capability::Storage:
        return "storage";
    }
    return "storage";
}

std::optional<Capability> parseCapability(std::string_view text)
{
    for (const auto capability : kCapabilities)
        if (text == name(capability))
            return capability;
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
                manifest.devices.push_back({deviceClass, *capability});
        }
        return manifest;
    } catch (const nlohmann::json::exception& problem) {
        return failure(ErrorCode::Invalid, std::string("its manifest cannot be used: ") + problem.what());
    }
}

} // namespace ace::pluginhost
