// SPDX-License-Identifier: MIT
#include <ace/runtime/LiveCheck.h>

#include "Devices.h"

#include <ace/plugin-host/PluginHost.h>
#include <ace/sdk/Health.h>

namespace ace::runtime {

namespace {

using pluginhost::Capability;

class Findings
{
public:
    Findings(const Settings& settings, const Runtime::Environment& environment)
        : settings_(settings), host_(environment.log, environment.clock, environment.pluginFolders,
                                     ownFolders(environment.stationFolder))
    {
    }

    void lookAtAddress()
    {
        const Settings::Server& server = settings_.server;
        if (server.publicUrl.empty())
            miss("server.public_url",
                 "is not set: customers could not come back from the payment, and mails have no "
                 "link. Set it to the shop's address, such as \"https://tickets.example.org\".");
        else if (!server.publicUrl.starts_with("https://"))
            miss("server.public_url",
                 "is \"" + server.publicUrl +
                     "\": tickets and names would travel readable. Use an https:// address.");
        else
            have("server.public_url", server.publicUrl);
        if (server.tlsPort)
            have("server.tls_port", std::to_string(*server.tlsPort) + ", with its certificate and key");
        else if (!server.trustedProxies.empty())
            have("server.trusted_proxies", "a proxy speaks TLS");
        else
            miss("server.tls_port",
                 "is not set, and no proxy is named. Set tls_port, tls_certificate and tls_key, or "
                 "run behind a proxy that speaks TLS and name it in trusted_proxies.");
    }
    void lookAtPayments()
    {
        bool online = false;
        for (const auto& [name, device] : settings_.payments) {
            const auto manifest = host_.inspect(device.plugin);
            if (manifest && manifest->simulated) {
                miss("payment." + name, "only pretends to take money. Give it a real plugin, such as "
                                        "\"payment-stripe-checkout\".");
                continue;
            }
            const bool works = test("payment." + name, name, device, Capability::Payment);
            online = online || (works && name == kCards);
        }
        if (!settings_.payments.contains(kCards))
            miss("payment.card", "is not set: the shop cannot take cards. ace config template shows how.");
        else if (online && settings_.server.publicUrl.empty())
            miss("payment.card", "needs server.public_url.");
    }
    void lookAtDelivery()
    {
        for (const auto& [name, device] : settings_.outputs)
            test("output." + name, name, device, Capability::TicketOutput);
        if (settings_.deliverWith.empty())
            miss("deliver",
                 "is not set: customers get no mail with their tickets. ace config template shows how.");
        else
            have("deliver",
                 "by output." + settings_.deliverWith +
                     (settings_.attachWith.empty() ? ""
                                                   : ", with the file of output." + settings_.attachWith));
    }
    std::vector<LiveFinding> take() { return std::move(findings_); }

private:
    static constexpr const char* kCards = "card"; // what the shop asks for

    void miss(const std::string& where, const std::string& text)
    {
        findings_.push_back({false, where, text});
    }
    void have(const std::string& where, const std::string& text) { findings_.push_back({true, where, text}); }

    bool test(const std::string& where, const std::string& name, const DeviceSettings& device,
              Capability capability)
    {
        const auto health =
            host_.checkHealth(configOf(name, device), capability);
        if (!health) {
            miss(where, health.error().describe());
            return false;
        }
        if (health->starts_with(sdk::kTestModeHealth) || health->starts_with(sdk::kIncompleteHealth)) {
            miss(where, *health);
            return false;
        }
        have(where, *health);
        return true;
    }

    const Settings& settings_;
    pluginhost::PluginHost host_;
    std::vector<LiveFinding> findings_;
};

} // namespace

std::vector<LiveFinding> checkLive(const Settings& settings, const Runtime::Environment& environment)
{
    Findings findings(settings, environment);
    findings.lookAtAddress();
    findings.lookAtPayments();
    findings.lookAtDelivery();
    return findings.take();
}

} // namespace ace::runtime
