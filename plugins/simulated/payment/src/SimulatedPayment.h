// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/PaymentDevice.h>

#include <cstddef>
#include <deque>
#include <map>
#include <optional>

namespace ace::simulatedpayment {

// A card payment without a bank. begin() sends the customer to the page /pay/test/<payment>, whose answer
// comes to notify(); or it decides by itself, for scripts. It remembers the last 10,000 payments of this run.
class SimulatedPayment : public sdk::PaymentDevice
{
public:
    static constexpr const char* kDeviceClass = "card";
    static constexpr std::size_t kRemembered = 10'000;
    static constexpr std::size_t kReversals = 1000; // of one payment

    void open(std::string_view settings) override;
    sdk::PaymentProgress begin(const sdk::PaymentIntent& intent) override;
    sdk::PaymentProgress query(const sdk::PaymentIntent& intent) override;
    void cancel(const sdk::PaymentIntent& intent) override;
    sdk::PaymentProgress reverse(const sdk::Reversal& reversal) override;
    sdk::PaymentProgress queryReversal(const sdk::Reversal& reversal) override;
    std::optional<sdk::PaymentNews> notify(const sdk::Headers& headers, std::string_view body) override;

private:
    struct Charge
    {
        Money amount;
        PaymentState state = PaymentState::Pending;
        std::int64_t reversedMinor = 0;
        std::map<RefundId, std::int64_t> reversals = {}; // at most kReversals
    };

    Charge& find(PaymentId payment);
    static sdk::PaymentProgress progress(PaymentId payment, const Charge& charge);

    PaymentState decision_ = PaymentState::Pending; // pending: the page asks
    bool losesAnswers_ = false;
    std::map<PaymentId, Charge> charges_;
    std::deque<PaymentId> order_; // the oldest first
};

} // namespace ace::simulatedpayment
