// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/PaymentDevice.h>
#include <ace/simulated/FaultTimeline.h>

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
    sdk::PaymentChanges changes(Instant since, const std::string& page) override;
    void interrupt() noexcept override { faults_.interrupt(); }

private:
    using Asked = simulated::FaultTimeline::Asked;

    struct Charge
    {
        Money amount;
        PaymentState state = PaymentState::Pending;
        std::int64_t reversedMinor = 0;
        std::map<RefundId, std::int64_t> reversals = {}; // at most kReversals
    };

    Charge& find(PaymentId payment);
    void settle(PaymentId payment, Charge& charge, PaymentState state, const Asked& asked);
    static void loseAnswer(const Asked& asked); // throws where that is asked
    static sdk::PaymentProgress progress(PaymentId payment, const Charge& charge);

    PaymentState decision_ = PaymentState::Pending; // pending: the page asks
    simulated::FaultTimeline faults_;
    std::map<PaymentId, Charge> charges_;
    std::deque<PaymentId> order_;     // the oldest first
    std::deque<PaymentId> toldTwice_; // by changes() too; at most kRemembered
};

} // namespace ace::simulatedpayment
