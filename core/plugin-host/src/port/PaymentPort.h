// SPDX-License-Identifier: MIT
#pragma once

#include "port/Instances.h"

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
    explicit PaymentPort(std::unique_ptr<Instances> devices);

    bool settlesAtOnce() const override;
    std::chrono::seconds pageTime() const override;
    Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent& intent) override;
    Result<sdk::PaymentProgress> query(const sdk::PaymentIntent& intent) override;
    Result<void> cancel(const sdk::PaymentIntent& intent) override;
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal& reversal) override;
    Result<sdk::PaymentProgress> queryReversal(const sdk::Reversal& reversal) override;
    Result<std::optional<sdk::PaymentNews>>
    notify(const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body) override;
    Result<sdk::PaymentChanges> changes(Instant since, const std::string& page) override;

private:
    using Asks = ace_status (*ace_payment_1::*)(void* self, ace_str json, ace_sink progress);
    struct Question
    {
        const char* what; // for messages
        Asks call;
        std::string json;
        Currency currency; // of the payment
        PluginDevice::Effect effect = PluginDevice::Effect::Repeatable;
    };
    Result<sdk::PaymentProgress> ask(const Question& question);

    std::unique_ptr<Instances> devices_;
    const std::chrono::seconds pageTime_;
};

} // namespace ace::pluginhost
