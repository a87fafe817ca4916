// SPDX-License-Identifier: MIT
#include "port/PaymentPort.h"

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

PaymentPort::PaymentPort(std::unique_ptr<Instances> devices)
    : devices_(std::move(devices)), pageTime_(table(devices_->first()).page_seconds(devices_->first().self()))
{
}

bool PaymentPort::settlesAtOnce() const { return table(devices_->first()).settles_at_once != 0; }
std::chrono::seconds PaymentPort::pageTime() const { return pageTime_; }

Result<sdk::PaymentProgress> PaymentPort::begin(const sdk::PaymentIntent& intent)
{
    return ask({"begin", &ace_payment_1::begin, sdk::toJson(intent), intent.amount.currency,
                PluginDevice::Effect::Once});
}

Result<sdk::PaymentProgress> PaymentPort::query(const sdk::PaymentIntent& intent)
{
    return ask({"query", &ace_payment_1::query, sdk::toJson(intent), intent.amount.currency});
}

Result<void> PaymentPort::cancel(const sdk::PaymentIntent& intent)
{
    auto reply = devices_->call("cancel", [json = sdk::toJson(intent)](const PluginDevice& device) {
        return [cancel = table(device).cancel, self = device.self(), json](Reply&) {
            return cancel(self, toAbi(json));
        };
    });
    if (!reply)
        return failure(std::move(reply));
    return {};
}

Result<sdk::PaymentProgress> PaymentPort::reverse(const sdk::Reversal& reversal)
{
    return ask({"reverse", &ace_payment_1::reverse, sdk::toJson(reversal), reversal.amount.currency,
                PluginDevice::Effect::Once});
}

Result<sdk::PaymentProgress> PaymentPort::queryReversal(const sdk::Reversal& reversal)
{
    return ask(
        {"query_reversal", &ace_payment_1::query_reversal, sdk::toJson(reversal), reversal.amount.currency});
}

Result<std::optional<sdk::PaymentNews>>
PaymentPort::notify(const std::vector<std::pair<std::string, std::string>>& headers, const std::string& body)
{
    auto lower = headers;
    for (auto& [name, value] : lower)
        name = lowerCase(name);
    auto reply = devices_->call("notify", [&](const PluginDevice& device) {
        return [notify = table(device).notify, self = device.self(), json = sdk::headersJson(lower),
                body](Reply& r) { return notify(self, toAbi(json), toAbi(body), r.sink(0)); };
    });
    if (!reply)
        return failure(std::move(reply));
    return understand(devices_->first(), reply->out[0], ErrorCode::Corrupt,
                      [](const std::string& text) { return sdk::parseNews(text); });
}

Result<sdk::PaymentChanges> PaymentPort::changes(Instant since, const std::string& page)
{
    auto reply = devices_->call("changes", [&](const PluginDevice& device) {
        return
            [changes = table(device).changes, self = device.self(), from = since.time_since_epoch().count(),
             page](Reply& r) { return changes(self, from, toAbi(page), r.sink(0)); };
    });
    if (!reply)
        return failure(std::move(reply));
    return understand(devices_->first(), reply->out[0], ErrorCode::Corrupt,
                      [](const std::string& text) { return sdk::parseChanges(text); });
}

Result<sdk::PaymentProgress> PaymentPort::ask(const Question& question)
{
    auto reply = devices_->call(
        question.what,
        [&](const PluginDevice& device) {
            return [call = table(device).*question.call, self = device.self(),
                    json = question.json](Reply& r) { return call(self, toAbi(json), r.sink(0)); };
        },
        question.effect);
    if (!reply)
        return failure(std::move(reply));
    const bool once = question.effect == PluginDevice::Effect::Once;
    return understand(devices_->first(), reply->out[0], once ? ErrorCode::OutcomeUnknown : ErrorCode::Corrupt,
                      [&](const std::string& text) { return sdk::parseProgress(text, question.currency); });
}

} // namespace ace::pluginhost
