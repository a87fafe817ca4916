// SPDX-License-Identifier: MIT
#include "PaymentPort.h"

#include <ace/sdk/Guard.h>
#include <ace/sdk/PaymentJson.h>
#include <ace/sdk/abi/payment.h>

#include <utility>

namespace ace::pluginhost {

using sdk::detail::toAbi;

namespace {

const ace_payment_1& table(const PluginDevice& device)
{
    return *static_cast<const ace_payment_1*>(device.table());
}

// `parse` of what the plugin answered; nonsense is an Error of `code`.
template <class Parse>
auto understand(const PluginDevice& device, const std::string& answer, ErrorCode code, Parse parse)
    -> Result<decltype(parse(answer))>
{
    try {
        return parse(answer);
    } catch (const std::exception& problem) {
        return Failure(device.error(code, std::string("answered what cannot be understood: ") +
                                              problem.what() + ". Report this to the plugin's author."));
    }
}

std::string lowerCase(std::string text)
{
    for (char& c : text)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return text;
}

} // namespace

PaymentPort::PaymentPort(std::unique_ptr<PluginDevice> device) : device_(std::move(device)) {}

bool PaymentPort::settlesAtOnce() const { return table(*device_).settles_at_once != 0; }

Result<sdk::PaymentProgress> PaymentPort::begin(const sdk::PaymentIntent& intent)
{
    auto reply = device_->call(
        "begin",
        [&call = table(*device_), self = device_->self(), id = intent.payment.toString(),
         json = sdk::toJson(intent)](Reply& r) {
            return call.begin(self, toAbi(id), toAbi(json), r.sink(0));
        },
        PluginDevice::Effect::Once);
    if (!reply)
        return failure(std::move(reply));
    return understand(*device_, reply->out[0], ErrorCode::OutcomeUnknown, sdk::parseProgress);
}

Result<sdk::PaymentProgress> PaymentPort::query(PaymentId payment)
{
    auto reply =
        device_->call("query", [&call = table(*device_), self = device_->self(), id = payment.toString()](
                                   Reply& r) { return call.query(self, toAbi(id), r.sink(0)); });
    if (!reply)
        return failure(std::move(reply));
    return understand(*device_, reply->out[0], ErrorCode::Corrupt, sdk::parseProgress);
}

Result<void> PaymentPort::cancel(PaymentId payment)
{
    auto reply =
        device_->call("cancel", [&call = table(*device_), self = device_->self(),
                                 id = payment.toString()](Reply&) { return call.cancel(self, toAbi(id)); });
    if (!reply)
        return failure(std::move(reply));
    return {};
}

Result<sdk::PaymentProgress> PaymentPort::reverse(const sdk::Reversal& reversal)
{
    auto reply = device_->call(
        "reverse",
        [&call = table(*device_), self = device_->self(), payment = reversal.payment.toString(),
         refund = reversal.refund.toString(), minor = reversal.amount.minor](Reply& r) {
            return call.reverse(self, toAbi(payment), toAbi(refund), minor, r.sink(0));
        },
        PluginDevice::Effect::Once);
    if (!reply)
        return failure(std::move(reply));
    return understand(*device_, reply->out[0], ErrorCode::OutcomeUnknown, sdk::parseProgress);
}

Result<sdk::PaymentProgress> PaymentPort::queryReversal(PaymentId payment, RefundId refund)
{
    auto reply =
        device_->call("query_reversal", [&call = table(*device_), self = device_->self(),
                                         id = payment.toString(), named = refund.toString()](Reply& r) {
            return call.query_reversal(self, toAbi(id), toAbi(named), r.sink(0));
        });
    if (!reply)
        return failure(std::move(reply));
    return understand(*device_, reply->out[0], ErrorCode::Corrupt, sdk::parseProgress);
}

Result<PaymentId> PaymentPort::notify(const std::vector<std::pair<std::string, std::string>>& headers,
                                      const std::string& body)
{
    auto lower = headers;
    for (auto& [name, value] : lower)
        name = lowerCase(name);
    auto reply = device_->call(
        "notify", [&call = table(*device_), self = device_->self(), json = sdk::headersJson(lower),
                   body](Reply& r) { return call.notify(self, toAbi(json), toAbi(body), r.sink(0)); });
    if (!reply)
        return failure(std::move(reply));
    return understand(*device_, reply->out[0], ErrorCode::Corrupt,
                      [](const std::string& text) { return sdk::parsePaymentId(text); });
}

} // namespace ace::pluginhost
