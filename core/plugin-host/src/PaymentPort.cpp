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

PaymentPort::PaymentPort(std::unique_ptr<PluginDevice> device)
    : device_(std::move(device)), pageTime_(table(*device_).page_seconds(device_->self()))
{
}

bool PaymentPort::settlesAtOnce() const { return table(*device_).settles_at_once != 0; }
std::chrono::seconds PaymentPort::pageTime() const { return pageTime_; }

Result<sdk::PaymentProgress> PaymentPort::begin(const sdk::PaymentIntent& intent)
{
    return ask("begin", table(*device_).begin, sdk::toJson(intent), PluginDevice::Effect::Once);
}

Result<sdk::PaymentProgress> PaymentPort::query(const sdk::PaymentIntent& intent)
{
    return ask("query", table(*device_).query, sdk::toJson(intent), PluginDevice::Effect::Repeatable);
}

Result<void> PaymentPort::cancel(const sdk::PaymentIntent& intent)
{
    auto reply =
        device_->call("cancel", [cancel = table(*device_).cancel, self = device_->self(),
                                 json = sdk::toJson(intent)](Reply&) { return cancel(self, toAbi(json)); });
    if (!reply)
        return failure(std::move(reply));
    return {};
}

Result<sdk::PaymentProgress> PaymentPort::reverse(const sdk::Reversal& reversal)
{
    return ask("reverse", table(*device_).reverse, sdk::toJson(reversal), PluginDevice::Effect::Once);
}

Result<sdk::PaymentProgress> PaymentPort::queryReversal(const sdk::Reversal& reversal)
{
    return ask("query_reversal", table(*device_).query_reversal, sdk::toJson(reversal),
               PluginDevice::Effect::Repeatable);
}

Result<std::optional<PaymentId>>
PaymentPort::notify(const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body)
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
                      [](const std::string& text) { return sdk::parseNotedPayment(text); });
}

Result<sdk::PaymentProgress> PaymentPort::ask(const char* what, Asks function, std::string json,
                                              PluginDevice::Effect effect)
{
    auto reply = device_->call(
        what,
        [function, self = device_->self(), json = std::move(json)](Reply& r) {
            return function(self, toAbi(json), r.sink(0));
        },
        effect);
    if (!reply)
        return failure(std::move(reply));
    const bool once = effect == PluginDevice::Effect::Once;
    return understand(*device_, reply->out[0], once ? ErrorCode::OutcomeUnknown : ErrorCode::Corrupt,
                      sdk::parseProgress);
}

} // namespace ace::pluginhost
