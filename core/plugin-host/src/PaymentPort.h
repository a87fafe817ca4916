// SPDX-License-Identifier: MIT
#pragma once

#include "PluginDevice.h"

#include <ace/sdk/port/PaymentMethod.h>

#include <memory>

namespace ace::pluginhost {

// A payment plugin as core sees it. Thread-safe.
class PaymentPort : public sdk::PaymentMethod
{
public:
    explicit PaymentPort(std::unique_ptr<PluginDevice> device); // started

    bool settlesAtOnce() const override;
    Result<sdk::PaymentProgress> begin(const sdk::PaymentIntent& intent) override;
    Result<sdk::PaymentProgress> query(PaymentId payment) override;
    Result<void> cancel(PaymentId payment) override;
    Result<sdk::PaymentProgress> reverse(const sdk::Reversal& reversal) override;
    Result<sdk::PaymentProgress> queryReversal(PaymentId payment, RefundId refund) override;
    Result<PaymentId> notify(const std::vector<std::pair<std::string, std::string>>& headers,
                             const std::string& body) override;

private:
    std::unique_ptr<PluginDevice> device_;
};

} // namespace ace::pluginhost
