// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/LocalBoxOffice.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/runtime/DataFolder.h>
#include <ace/runtime/Runtime.h>
#include <ace/runtime/Settings.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ace::runtime {

constexpr const char* kPluginState = "plugins"; // in a station's folder

pluginhost::DeviceConfig configOf(const std::string& name, const DeviceSettings& settings);

// Of the station's folder; ACE_PLUGIN_STATE and ACE_SECRETS name others.
pluginhost::OwnFolders ownFolders(const std::filesystem::path& stationFolder);

// What the configuration wants of plugins. A device that cannot be had is a problem on the list, and the rest
// goes on.
class Devices
{
public:
    Devices(const Settings& settings, const Runtime::Environment& environment);

    Result<std::unique_ptr<sdk::Storage>> openStorage(const DeviceSettings& settings,
                                                      const DataFolder& folder);
    void openPayments(bool simulatedAllowed);

    sdk::TicketOutput* findOutput(const std::string& name) const;
    sdk::Scanner* findScanner(const std::string& name) const;
    boxoffice::LocalBoxOffice::Payments payments() const;
    const std::vector<Error>& problems() const { return problems_; }
    std::map<std::string, bool> states() const; // see Runtime::devices()

private:
    void leaveOut(const std::string& device, const Error& problem);

    Settings settings_;
    Runtime::Environment environment_;
    pluginhost::PluginHost host_;
    std::map<std::string, std::unique_ptr<sdk::PaymentMethod>> payments_;
    std::map<std::string, std::unique_ptr<sdk::TicketOutput>> outputs_;
    std::map<std::string, std::unique_ptr<sdk::Scanner>> scanners_;
    std::vector<Error> problems_;
};

} // namespace ace::runtime
