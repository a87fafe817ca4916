// SPDX-License-Identifier: MIT
#pragma once

#include "PluginDevice.h"

#include <ace/sdk/abi/payment.h>
#include <ace/sdk/port/PaymentMethod.h>

#include <chrono>
#include <memory>
#include <string>

namespace ace::pluginhost {

// A payment plugin as core sees it. Thread-safe.
class PaymentPort : public sdk::PaymentMethod
{
public:
    explicit PaymentPort(std::unique_ptr<PluginDevice> device); // started

    bool settlesAtOnce() const override;
    std::chrono::seconds pageTime() const override;
    Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent& intent) override;
    Result<sdk::PaymentProgress> query(const sdk::PaymentIntent& intent) override;
    Result<void> cancel(const sdk::PaymentIntent& intent) override;
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal& reversal) override;
    Result<sdk::PaymentProgress> queryReversal(const sdk::Reversal& reversal) override;
    Result<std::optional<PaymentId>> notify(const std::vector<std::pair<std::string, std::string>>& headers,
                                            const std::string& body) override;

private:
    using Asks = ace_status (*)(void* self, ace_str json, ace_sink progress);
    Result<sdk::PaymentProgress> ask(const char* what, Asks function, std::string json,
                                     PluginDevice::Effect effect);

    std::unique_ptr<PluginDevice> device_;
    const std::chrono::seconds pageTime_;
};

} // namespace ace::pluginhost
