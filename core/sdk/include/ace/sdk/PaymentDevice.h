// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/PaymentJson.h>
#include <ace/sdk/abi/payment.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ace::sdk {

// A way to pay. A payment is named by its id: begin() with a known one is the same charge again, not a second
// one. "No" from a bank or a till is a PaymentProgress with Failed and a refusal; an exception means that the
// device failed. Throw DeviceError(ACE_OUTCOME_UNKNOWN) when money may have moved: the host then asks
// query(), it never charges again. Keep nothing: what must be known later goes into PaymentProgress::memo,
// and comes back with the next call, after a restart too.
class PaymentDevice : public Device
{
public:
    // True: begin() decides at once and touches nothing outside (cash). Must not change; any thread.
    virtual bool settlesAtOnce() const noexcept { return false; }
    // How long its payment page stays open at least; 0: none that closes by itself. As above.
    virtual std::chrono::seconds pageTime() const noexcept { return std::chrono::seconds(0); }
    // How many work side by side, each on its own thread, unless the configuration says otherwise. 1: it is
    // always alone, for it knows something that another would not. As above.
    virtual std::uint32_t instances() const noexcept { return 1; }
    virtual PaymentProgress begin(const PaymentIntent& intent) = 0;
    // Asks, and moves nothing. Of a confirmed one (`intent.confirmed`) also what has become of its money.
    // ACE_NO_EXIST: the vendor never heard of it.
    virtual PaymentProgress query(const PaymentIntent& intent) = 0;
    // ACE_EXISTS: it is paid, or about to be.
    virtual void cancel(const PaymentIntent&)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay cannot cancel");
    }
    // `refund` names the reversal: the same one again is the same reversal, not a second one.
    virtual PaymentProgress reverse(const Reversal&)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay cannot give money back");
    }
    // ACE_NO_EXIST: there was no reversal of this name.
    virtual PaymentProgress queryReversal(const Reversal&)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay cannot be asked what became of a refund");
    }
    // A message from outside, a webhook for instance. Answers the payment that it is about, none where it is
    // about none of ours. ACE_ILLEGAL: it is not what it claims to be.
    virtual std::optional<PaymentNews> notify(const Headers&, std::string_view /*body*/)
    {
        throw DeviceError(ACE_ILLEGAL, "this way to pay expects no messages");
    }
    // What happened since then, in pages, for whom messages did not reach.
    virtual PaymentChanges changes(Instant /*since*/, const std::string& /*page*/) { return {}; }

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        return id == ACE_PAYMENT_1 ? &asC_ : nullptr;
    }
    void prepareTable() noexcept final { asC_ = table(settlesAtOnce() ? 1 : 0, instances()); }

    static ace_payment_1 table(std::int32_t settlesAtOnce, std::uint32_t instances)
    {
        using detail::fromAbi;
        using detail::put;
        using This = PaymentDevice;
        ace_payment_1 made{};
        made.size = sizeof made;
        made.settles_at_once = settlesAtOnce;
        made.instances = instances;
        made.page_seconds = [](void* self) {
            return static_cast<std::uint32_t>(
                static_cast<const This*>(static_cast<Device*>(self))->pageTime().count());
        };
        made.begin = [](void* self, ace_str intent, ace_sink progress) {
            return call<This>(self,
                              [&](This& d) { put(progress, toJson(d.begin(parseIntent(fromAbi(intent))))); });
        };
        made.cancel = [](void* self, ace_str intent) {
            return call<This>(self, [&](This& d) { d.cancel(parseIntent(fromAbi(intent))); });
        };
        made.reverse = [](void* self, ace_str reversal, ace_sink progress) {
            return call<This>(
                self, [&](This& d) { put(progress, toJson(d.reverse(parseReversal(fromAbi(reversal))))); });
        };
        made.query_reversal = [](void* self, ace_str reversal, ace_sink progress) {
            return call<This>(self, [&](This& d) {
                put(progress, toJson(d.queryReversal(parseReversal(fromAbi(reversal)))));
            });
        };
        made.query = [](void* self, ace_str intent, ace_sink progress) {
            return call<This>(self,
                              [&](This& d) { put(progress, toJson(d.query(parseIntent(fromAbi(intent))))); });
        };
        made.notify = [](void* self, ace_str headers, ace_str body, ace_sink news) {
            return call<This>(self, [&](This& d) {
                put(news, toJson(d.notify(parseHeaders(fromAbi(headers)), fromAbi(body))));
            });
        };
        made.changes = [](void* self, std::int64_t since, ace_str page, ace_sink changes) {
            return call<This>(self, [&](This& d) {
                put(changes, toJson(d.changes(Instant(Microseconds(since)), std::string(fromAbi(page)))));
            });
        };
        return made;
    }

    ace_payment_1 asC_{};
};

} // namespace ace::sdk
