// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::pluginhost {

enum class Capability {
    Payment,
    TicketOutput,
    Scanner,
    Queue,
    CashDrawer,
    LineDisplay,
    GateControl,
    Storage,
};

const char* name(Capability capability);        // as manifests spell it: "ticket-output"
const char* interfaceId(Capability capability); // what query() is asked for: "x.ace.scanner/1"
std::optional<Capability> parseCapability(std::string_view text);

// What a plugin says of itself.
struct PluginManifest
{
    struct Device
    {
        std::string deviceClass;
        Capability capability = Capability::Scanner;
        std::string settingsSchema; // a JSON Schema; empty: only the device knows its settings
    };

    std::string id; // "org.acetickets.payment.cash"
    std::string name;
    std::string version;
    std::string vendor;
    std::string license;
    bool simulated = false;      // for demo and test only: it moves no money and no paper
    std::vector<Device> devices; // of a capability that this host knows

    const Device* find(Capability capability) const; // the first; null: none
};

// Invalid: it is not as abi/plugin.h says. What it says is safe to show, in a terminal too.
Result<PluginManifest> parseManifest(std::string_view json);

} // namespace ace::pluginhost
