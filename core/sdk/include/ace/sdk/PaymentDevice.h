// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/PaymentJson.h>
#include <ace/sdk/abi/payment.h>

namespace ace::sdk {

// A way to pay. A payment is named by its id: begin() with a known one is the same charge again, not a second
// one. "No" from a bank or a till is a PaymentProgress with Failed and a refusal; an exception means that the
// device failed. Throw DeviceError(ACE_OUTCOME_UNKNOWN) when money may have moved: the host then asks
// query(), it never charges again.
class PaymentDevice : public Device
{
public:
    // True: begin() decides at once and touches nothing outside (cash). Must not change; any thread.
    virtual bool settlesAtOnce() const noexcept { return false; }
    virtual PaymentProgress begin(const PaymentIntent& intent) = 0;
    virtual PaymentProgress query(PaymentId payment) = 0;
    virtual void cancel(PaymentId) { throw DeviceError(ACE_ILLEGAL, "this way to pay cannot cancel"); }
    // `refund` names the reversal: the same one again is the same reversal, not a second one.
    virtual PaymentProgress reverse(PaymentId, RefundId /*refund*/, std::int64_t /*amountMinor*/)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay cannot give money back");
    }
    virtual PaymentProgress queryReversal(PaymentId, RefundId /*refund*/)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay cannot be asked what became of a refund");
    }
    // A message from outside, a webhook for instance. Answers the payment that it is about.
    virtual PaymentId notify(const Headers&, std::string_view /*body*/)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay expects no messages");
    }

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        static const ace_payment_1 kLater = table(0);
        static const ace_payment_1 kAtOnce = table(1);
        if (id != ACE_PAYMENT_1)
            return nullptr;
        return settlesAtOnce() ? &kAtOnce : &kLater;
    }

    static ace_payment_1 table(std::int32_t settlesAtOnce)
    {
        using detail::fromAbi;
        using This = PaymentDevice;
        ace_payment_1 made{};
        made.size = sizeof made;
        made.settles_at_once = settlesAtOnce;
        made.begin = [](void* self, ace_str payment, ace_str intent, ace_sink progress) {
            return call<This>(self, [&](This& d) {
                const auto asked = parseIntent(parsePaymentId(fromAbi(payment)), fromAbi(intent));
                detail::put(progress, toJson(d.begin(asked)));
            });
        };
        made.cancel = [](void* self, ace_str payment) {
            return call<This>(self, [&](This& d) { d.cancel(parsePaymentId(fromAbi(payment))); });
        };
        made.reverse = [](void* self, ace_str payment, ace_str refund, std::int64_t amountMinor,
                          ace_sink progress) {
            return call<This>(self, [&](This& d) {
                detail::put(progress, toJson(d.reverse(parsePaymentId(fromAbi(payment)),
                                                       parseRefundId(fromAbi(refund)), amountMinor)));
            });
        };
        made.query_reversal = [](void* self, ace_str payment, ace_str refund, ace_sink progress) {
            return call<This>(self, [&](This& d) {
                detail::put(progress, toJson(d.queryReversal(parsePaymentId(fromAbi(payment)),
                                                             parseRefundId(fromAbi(refund)))));
            });
        };
        made.query = [](void* self, ace_str payment, ace_sink progress) {
            return call<This>(self, [&](This& d) {
                detail::put(progress, toJson(d.query(parsePaymentId(fromAbi(payment)))));
            });
        };
        made.notify = [](void* self, ace_str headers, ace_str body, ace_sink payment) {
            return call<This>(self, [&](This& d) {
                detail::put(payment, d.notify(parseHeaders(fromAbi(headers)), fromAbi(body)).toString());
            });
        };
        return made;
    }
};

} // namespace ace::sdk
