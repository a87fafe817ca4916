// SPDX-License-Identifier: MIT
#include <ace/sdk/PaymentDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/Settings.h>

namespace {

// Cash at a counter. Everything follows from the intent, so it remembers nothing: the same one has the same
// answer.
class CashPayment : public ace::sdk::PaymentDevice
{
public:
    static constexpr const char* kDeviceClass = "cash";

    void open(std::string_view settings) override { ace::sdk::Settings(settings).finish(); }

    bool settlesAtOnce() const noexcept override { return true; }

    ace::sdk::PaymentProgress begin(const ace::sdk::PaymentIntent& intent) override
    {
        if (intent.amount.minor < 0 || intent.tendered.minor < 0)
            throw ace::sdk::DeviceError(ACE_ILLEGAL, "cash: an amount below zero");
        if (intent.tendered.minor < intent.amount.minor)
            return {ace::PaymentState::Failed, {}, {0, intent.amount.currency}, "tendered_too_little"};
        return {ace::PaymentState::Confirmed, {}, intent.tendered - intent.amount, {}};
    }

    ace::sdk::PaymentProgress query(const ace::sdk::PaymentIntent& intent) override
    {
        throw ace::sdk::DeviceError(ACE_NO_EXIST, "cash keeps no record of payment " +
                                                      intent.payment.toString() +
                                                      ": begin it again, the answer is the same");
    }

    void cancel(const ace::sdk::PaymentIntent&) override {} // the customer keeps the money

    // It is handed back by the person at the till.
    ace::sdk::PaymentProgress reverse(const ace::sdk::Reversal& reversal) override
    {
        if (reversal.amount.minor <= 0)
            throw ace::sdk::DeviceError(ACE_ILLEGAL, "cash: nothing to hand back");
        return {ace::PaymentState::Confirmed, {}, {}, {}};
    }
};

} // namespace

ACE_PLUGIN(R"({"id":"org.acetickets.payment.cash","name":"Cash","version":"0.1.0","vendor":"Ace Tickets",
               "license":"MIT","devices":[{"class":"cash","capability":"payment",
               "settings":{"type":"object","additionalProperties":false}}]})",
           CashPayment);
