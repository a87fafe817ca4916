// SPDX-License-Identifier: MIT
#include "Events.h"

#include "Listing.h"

#include <algorithm>

namespace ace::stripecheckout {

namespace {

constexpr const char* kEventsPath = "/v1/events";

// That are listed: what decides a payment, and what happens to its money. Messages may be of other kinds too.
constexpr const char* kListed[] = {"checkout.session.completed",
                                   "checkout.session.async_payment_succeeded",
                                   "checkout.session.async_payment_failed",
                                   "charge.refunded",
                                   "charge.refund.updated",
                                   "refund.updated",
                                   "refund.failed",
                                   "charge.dispute.created",
                                   "charge.dispute.updated",
                                   "charge.dispute.closed",
                                   "charge.dispute.funds_withdrawn",
                                   "charge.dispute.funds_reinstated"};

bool startsWithAny(const std::string& type, std::initializer_list<std::string_view> prefixes)
{
    return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return type.starts_with(prefix); });
}

} // namespace

std::optional<sdk::PaymentNews> Events::newsOf(const Json& event)
{
    const std::string type = textIn(event, "type");
    const bool afterwards =
        startsWithAny(type, {"refund.", "charge.refunded", "charge.refund.", "charge.dispute."});
    if (!afterwards && !startsWithAny(type, {"checkout.session.", "payment_intent.", "charge."}))
        return std::nullopt;
    if (isLive(event) != stripe::isLiveKey(settings_.client.key))
        return std::nullopt;
    const auto payment = paymentOf(objectIn(objectIn(event, "data"), "object"), afterwards);
    return payment ? std::optional(sdk::PaymentNews{*payment, afterwards}) : std::nullopt;
}

std::optional<PaymentId> Events::paymentOf(const Json& object, bool afterwards)
{
    const Json metadata = objectIn(object, "metadata");
    const std::string installation = textIn(metadata, kInstallationMark);
    if (installation == settings_.installation)
        return PaymentId::parse(textIn(metadata, kPaymentMark));
    if (!afterwards || !installation.empty())
        return std::nullopt;
    if (const std::string id = textIn(object, "payment_intent"); stripe::isObjectId(id))
        return askFor("/v1/payment_intents/" + id);
    if (const std::string id = textIn(object, "charge"); stripe::isObjectId(id))
        return askFor("/v1/charges/" + id);
    return std::nullopt;
}

std::optional<PaymentId> Events::askFor(const std::string& path)
{
    if (const auto known = asked_.find(path); known != asked_.end())
        return known->second;
    const auto object = client_.get(path);
    if (!object && object.error().kind != stripe::ErrorClass::NotFound)
        raise(object.error(), Effect::Asks);
    const Json metadata = object ? objectIn(*object, "metadata") : Json();
    std::optional<PaymentId> payment;
    if (textIn(metadata, kInstallationMark) == settings_.installation)
        payment = PaymentId::parse(textIn(metadata, kPaymentMark));
    if (asked_.size() >= kAskedMost)
        asked_.clear();
    asked_[path] = payment;
    return payment;
}

sdk::PaymentChanges Events::list(Instant since, const std::string& page)
{
    if (!page.empty() && !stripe::isObjectId(page))
        throw sdk::DeviceError(ACE_ILLEGAL, "the page is no id of Stripe's");
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since).time_since_epoch().count();
    stripe::Fields query{{"created[gte]", std::to_string(seconds)}};
    for (const char* type : kListed)
        query.emplace_back("types[]", type);
    const ListPage listed = listPage(client_, kEventsPath, query, page);
    sdk::PaymentChanges changes;
    for (const Json& event : listed.objects)
        if (const auto news = newsOf(event))
            changes.news.push_back(*news);
    changes.nextPage = listed.next;
    asked_.clear();
    return changes;
}

} // namespace ace::stripecheckout
