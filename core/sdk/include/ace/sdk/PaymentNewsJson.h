// SPDX-License-Identifier: MIT
// Of PaymentJson.h: the words that all of it shares, what became of a payment's money, and what is listed or
// told of payments.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/sdk/port/PaymentMethod.h>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace ace::sdk {

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

namespace detail {
inline constexpr std::pair<Dispute::State, const char*> kDisputeStates[] = {
    {Dispute::State::Open, "open"}, {Dispute::State::Won, "won"}, {Dispute::State::Lost, "lost"}};

inline Dispute::State parseDisputeState(const std::string& text)
{
    for (const auto& [state, word] : kDisputeStates)
        if (text == word)
            return state;
    throw std::runtime_error("payment: unknown state of a dispute \"" + text + "\"");
}

inline void putAfterwards(nlohmann::json& json, const PaymentProgress& progress)
{
    for (const MoneyBack& back : progress.back) {
        nlohmann::json one{{"name", cleanUtf8(back.name)},
                           {"amount", back.amount.minor},
                           {"state", name(back.state)},
                           {"refusal", cleanUtf8(back.refusal)}};
        if (back.refund)
            one["refund"] = back.refund->toString();
        json["back"].push_back(std::move(one));
    }
    for (const Dispute& dispute : progress.disputes)
        json["disputes"].push_back(
            nlohmann::json{{"name", cleanUtf8(dispute.name)},
                           {"amount", dispute.amount.minor},
                           {"state", kDisputeStates[static_cast<int>(dispute.state)].second}});
}

// All sums are in the payment's currency.
inline void readAfterwards(const nlohmann::json& json, Currency currency, PaymentProgress& progress)
{
    for (const auto& one : json.value("back", nlohmann::json::array())) {
        MoneyBack back{one.at("name").get<std::string>(),
                       std::nullopt,
                       {one.at("amount").get<std::int64_t>(), currency},
                       parseState(one.at("state")),
                       one.value("refusal", "")};
        if (one.contains("refund"))
            back.refund = parseRefundId(one.at("refund").get<std::string>());
        progress.back.push_back(std::move(back));
    }
    for (const auto& one : json.value("disputes", nlohmann::json::array()))
        progress.disputes.push_back({one.at("name").get<std::string>(),
                                     {one.at("amount").get<std::int64_t>(), currency},
                                     parseDisputeState(one.at("state"))});
}
} // namespace detail

namespace detail {
inline nlohmann::json jsonOf(const PaymentNews& news)
{
    return {{"payment", news.payment.toString()}, {"afterwards", news.afterwards}};
}
inline PaymentNews newsOf(const nlohmann::json& json)
{
    return {parsePaymentId(json.at("payment").get<std::string>()), json.value("afterwards", false)};
}
} // namespace detail

// Empty: it is about none of ours.
inline std::string toJson(const std::optional<PaymentNews>& news)
{
    return news ? detail::jsonOf(*news).dump() : std::string();
}

inline std::optional<PaymentNews> parseNews(std::string_view text)
{
    return text.empty() ? std::nullopt : std::optional(detail::newsOf(nlohmann::json::parse(text)));
}

inline std::string toJson(const PaymentChanges& changes)
{
    nlohmann::json json{{"news", nlohmann::json::array()}};
    for (const PaymentNews& news : changes.news)
        json["news"].push_back(detail::jsonOf(news));
    if (!changes.nextPage.empty())
        json["next_page"] = cleanUtf8(changes.nextPage);
    return json.dump();
}

inline PaymentChanges parseChanges(std::string_view text)
{
    const auto json = nlohmann::json::parse(text);
    PaymentChanges changes;
    for (const auto& one : json.at("news"))
        changes.news.push_back(detail::newsOf(one));
    changes.nextPage = json.value("next_page", "");
    if (changes.nextPage.size() > kMemoBytesMost)
        throw std::runtime_error("payment: a page's name is longer than " + std::to_string(kMemoBytesMost) +
                                 " bytes");
    return changes;
}

} // namespace ace::sdk
