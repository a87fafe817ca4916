// SPDX-License-Identifier: MIT
// The JSON of payments, as it crosses the plugin line (its shape: abi/payment.h). Heavy to include, as
// DocumentJson.h. What parses throws std::exception with a text that says what is wrong.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/sdk/PaymentNewsJson.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::sdk {

using Headers = std::vector<std::pair<std::string, std::string>>; // names in lower case

namespace detail {
inline std::int64_t micros(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant parseInstant(const nlohmann::json& json)
{
    return Instant(Microseconds(json.get<std::int64_t>()));
}

inline nlohmann::json jsonOf(const PaymentIntent& intent)
{
    nlohmann::json json{{"payment", intent.payment.toString()},
                        {"amount", intent.amount.minor},
                        {"tendered", intent.tendered.minor},
                        {"currency", intent.amount.currency.text()},
                        {"reference", cleanUtf8(intent.reference)},
                        {"email", cleanUtf8(intent.email)},
                        {"begun_at", micros(intent.begunAt)},
                        {"return_url", cleanUtf8(intent.page.returnUrl)},
                        {"cancel_url", cleanUtf8(intent.page.cancelUrl)},
                        {"description", cleanUtf8(intent.page.description)},
                        {"language", cleanUtf8(intent.page.language)},
                        {"memo", cleanUtf8(intent.memo)}};
    if (intent.page.expiresAt)
        json["expires_at"] = micros(*intent.page.expiresAt);
    if (intent.confirmed)
        json["confirmed"] = true;
    return json;
}

inline PaymentIntent intentOf(const nlohmann::json& json)
{
    const Currency currency = parseCurrency(json.at("currency"));
    PaymentIntent intent{parsePaymentId(json.at("payment").get<std::string>()),
                         Money{json.at("amount"), currency}, Money{json.at("tendered"), currency},
                         json.value("reference", "")};
    intent.email = json.value("email", "");
    intent.begunAt = parseInstant(json.at("begun_at"));
    intent.page = {json.value("return_url", ""), json.value("cancel_url", ""), json.value("description", ""),
                   json.value("language", ""), std::nullopt};
    if (json.contains("expires_at"))
        intent.page.expiresAt = parseInstant(json.at("expires_at"));
    intent.memo = json.value("memo", "");
    intent.confirmed = json.value("confirmed", false);
    return intent;
}
} // namespace detail

inline std::string toJson(const PaymentIntent& intent) { return detail::jsonOf(intent).dump(); }

inline PaymentIntent parseIntent(std::string_view text)
{
    return detail::intentOf(nlohmann::json::parse(text));
}

inline std::string toJson(const Reversal& reversal)
{
    return nlohmann::json{{"intent", detail::jsonOf(reversal.intent)},
                          {"refund", reversal.refund.toString()},
                          {"amount", reversal.amount.minor},
                          {"currency", reversal.amount.currency.text()},
                          {"begun_at", detail::micros(reversal.begunAt)},
                          {"memo", cleanUtf8(reversal.memo)}}
        .dump();
}

inline Reversal parseReversal(std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    return {detail::intentOf(json.at("intent")), parseRefundId(json.at("refund").get<std::string>()),
            Money{json.at("amount"), detail::parseCurrency(json.at("currency"))},
            detail::parseInstant(json.at("begun_at")), json.value("memo", "")};
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
    if (!progress.memo.empty())
        json["memo"] = cleanUtf8(progress.memo);
    detail::putAfterwards(json, progress);
    return json.dump();
}

// `currency`: that of the payment.
inline PaymentProgress parseProgress(std::string_view text, Currency currency = {})
{
    const auto json = nlohmann::json::parse(text);
    PaymentProgress progress;
    progress.state = detail::parseState(json.at("state"));
    if (json.contains("redirect_url"))
        progress.redirectUrl = json.at("redirect_url");
    if (json.contains("change"))
        progress.change = {json.at("change"), detail::parseCurrency(json.at("currency"))};
    progress.refusal = json.value("refusal", "");
    progress.memo = json.value("memo", "");
    if (progress.memo.size() > kMemoBytesMost)
        throw std::runtime_error("payment: a memo of " + std::to_string(progress.memo.size()) +
                                 " bytes; at most " + std::to_string(kMemoBytesMost) + " are kept");
    detail::readAfterwards(json, currency, progress);
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
