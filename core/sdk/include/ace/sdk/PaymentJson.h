// SPDX-License-Identifier: MIT
// The JSON of payments, as it crosses the plugin line (its shape: abi/payment.h). Heavy to include, as
// DocumentJson.h. What parses throws std::exception with a text that says what is wrong.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/sdk/port/PaymentMethod.h>

#include <nlohmann/json.hpp>

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::sdk {

using Headers = std::vector<std::pair<std::string, std::string>>; // names in lower case

namespace detail {
inline Currency parseCurrency(const std::string& text)
{
    const auto currency = Currency::parse(text);
    if (!currency)
        throw std::runtime_error("payment: \"" + text + "\" is no currency");
    return *currency;
}

inline PaymentState parseState(const std::string& text)
{
    for (const auto state :
         {PaymentState::Pending, PaymentState::Confirmed, PaymentState::Failed, PaymentState::Canceled})
        if (text == name(state))
            return state;
    throw std::runtime_error("payment: unknown state \"" + text + "\"");
}
} // namespace detail

inline PaymentId parsePaymentId(std::string_view text)
{
    const auto id = PaymentId::parse(text);
    if (!id)
        throw std::runtime_error("payment: \"" + cleanUtf8(text) + "\" is no payment id");
    return *id;
}

inline RefundId parseRefundId(std::string_view text)
{
    const auto id = RefundId::parse(text);
    if (!id)
        throw std::runtime_error("payment: \"" + cleanUtf8(text) + "\" is no refund id");
    return *id;
}

inline std::string toJson(const PaymentIntent& intent)
{
    return nlohmann::json{{"amount", intent.amount.minor},
                          {"tendered", intent.tendered.minor},
                          {"currency", intent.amount.currency.text()},
                          {"reference", cleanUtf8(intent.reference)},
                          {"return_url", cleanUtf8(intent.returnUrl)}}
        .dump();
}

inline PaymentIntent parseIntent(PaymentId payment, std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    const Currency currency = detail::parseCurrency(json.at("currency"));
    return {payment, Money{json.at("amount"), currency}, Money{json.at("tendered"), currency},
            json.value("reference", ""), json.value("return_url", "")};
}

inline std::string toJson(const PaymentProgress& progress)
{
    nlohmann::json json{{"state", name(progress.state)}};
    if (progress.redirectUrl)
        json["redirect_url"] = cleanUtf8(*progress.redirectUrl);
    if (progress.change.minor != 0) {
        json["change"] = progress.change.minor;
        json["currency"] = progress.change.currency.text();
    }
    if (!progress.refusal.empty())
        json["refusal"] = cleanUtf8(progress.refusal);
    return json.dump();
}

inline PaymentProgress parseProgress(std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    PaymentProgress progress;
    progress.state = detail::parseState(json.at("state"));
    if (json.contains("redirect_url"))
        progress.redirectUrl = json.at("redirect_url");
    if (json.contains("change"))
        progress.change = {json.at("change"), detail::parseCurrency(json.at("currency"))};
    progress.refusal = json.value("refusal", "");
    return progress;
}

// Repeated headers are joined by ", " (RFC 9110 section 5.3).
inline std::string headersJson(const Headers& headers)
{
    nlohmann::json json = nlohmann::json::object();
    for (const auto& [name, value] : headers) {
        auto& known = json[cleanUtf8(name)];
        known = known.is_null() ? cleanUtf8(value) : known.get<std::string>() + ", " + cleanUtf8(value);
    }
    return json.dump();
}

inline Headers parseHeaders(std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    Headers headers;
    for (const auto& [name, value] : json.items())
        headers.emplace_back(name, value.get<std::string>());
    return headers;
}

} // namespace ace::sdk
