// SPDX-License-Identifier: MIT
#include <ace/plugin-host/PluginManifest.h>

#include <ace/base/Bytes.h>
#include <ace/sdk/abi/cash_drawer.h>
#include <ace/sdk/abi/gate_control.h>
#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/abi/payment.h>
#include <ace/sdk/abi/queue.h>
#include <ace/sdk/abi/scanner.h>
#include <ace/sdk/abi/ticket_output.h>
#include <ace/sdk/storage/Storage.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <stdexcept>

namespace ace::pluginhost {

namespace {

struct CapabilityRow
{
    Capability capability;
    const char* name;
    const char* interfaceId;
};

constexpr CapabilityRow kCapabilities[] = {
    {Capability::Payment, "payment", ACE_PAYMENT_1},
    {Capability::TicketOutput, "ticket-output", ACE_TICKET_OUTPUT_1},
    {Capability::Scanner, "scanner", ACE_SCANNER_1},
    {Capability::Queue, "queue", ACE_QUEUE_1},
    {Capability::CashDrawer, "cash-drawer", ACE_CASH_DRAWER_1},
    {Capability::LineDisplay, "line-display", ACE_LINE_DISPLAY_1},
    {Capability::GateControl, "gate-control", ACE_GATE_CONTROL_1},
    {Capability::Storage, "storage", sdk::kStorageInterface},
};

const CapabilityRow& rowOf(Capability capability)
{
    for (const CapabilityRow& row : kCapabilities)
        if (row.capability == capability)
            return row;
    std::abort(); // the table has all
}

constexpr std::size_t kWordBytesMost = 100, kTextBytesMost = 500;

bool isPlain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-+").find(c) != std::string_view::npos;
}

// The two throw, as what reads JSON does: it was written by somebody else.
std::string wordOf(const nlohmann::json& json, const std::string& key)
{
    std::string word = json.at(key);
    if (word.empty() || word.size() > kWordBytesMost || !std::ranges::all_of(word, isPlain))
        throw std::invalid_argument("\"" + key + "\" must be 1 to " + std::to_string(kWordBytesMost) +
                                    " of A-Z a-z 0-9 . _ - +");
    return word;
}

std::string textOf(const nlohmann::json& json, const std::string& key)
{
    std::string text = json.at(key);
    if (text.size() > kTextBytesMost || cleanUtf8(text) != text)
        throw std::invalid_argument("\"" + key + "\" must be at most " + std::to_string(kTextBytesMost) +
                                    " bytes without control characters");
    return text;
}

} // namespace

const char* name(Capability capability) { return rowOf(capability).name; }
const char* interfaceId(Capability capability) { return rowOf(capability).interfaceId; }

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
        manifest.id = wordOf(json, "id");
        manifest.name = textOf(json, "name");
        manifest.version = wordOf(json, "version");
        manifest.vendor = textOf(json, "vendor");
        manifest.license = textOf(json, "license");
        manifest.simulated = json.value("simulated", false);
        for (const auto& device : json.at("devices")) {
            const std::string deviceClass = wordOf(device, "class");
            // A newer plugin may also offer what this host does not know yet.
            if (const auto capability = parseCapability(device.at("capability").get<std::string>()))
                manifest.devices.push_back(
                    {deviceClass, *capability,
                     device.contains("settings") ? device["settings"].dump() : std::string()});
        }
        return manifest;
    } catch (const std::exception& problem) {
        return failure(ErrorCode::Invalid, "its manifest cannot be used: " + cleanUtf8(problem.what()));
    }
}

} // namespace ace::pluginhost
