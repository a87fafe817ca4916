// SPDX-License-Identifier: MIT
#include "LetterDelivery.h"

#include "OrderDelivery.h"
#include "Undeliverable.h"

#include <ace/outbox/MailReference.h>
#include <ace/ticketing/CustomerLetters.h>

namespace ace::runtime {

namespace {

constexpr std::size_t kLinksMost = 20;
constexpr std::size_t kOrdersLookedAt = 200; // of events that are over, too

struct AskedFor
{
    sdk::LinkRequest request;
    std::vector<OrderRecord> orders; // newest first
};

std::optional<AskedFor> findAskedFor(const sdk::ReadAccess& access, JobId id)
{
    auto request = access.linkRequests.find(id);
    if (!request)
        return std::nullopt; // asked anew since, or long ago
    AskedFor asked{std::move(*request), {}};
    for (const OrderId order : access.orders.listPaidOf(asked.request.email, kOrdersLookedAt))
        if (auto record = access.orders.find(order))
            asked.orders.push_back(std::move(*record));
    return asked;
}

} // namespace

Result<void> LetterDelivery::deliverNotice(const Job& job)
{
    const auto id = RefundId::parse(job.subject);
    if (!id)
        return failure(ErrorCode::Corrupt, "not a refund's id: " + job.subject);
    std::optional<Refund> refund;
    auto record = storage_.readValue([&](const sdk::ReadAccess& access) -> std::optional<OrderRecord> {
        refund = access.refunds.find(*id);
        return refund ? access.orders.find(refund->order) : std::nullopt;
    });
    if (!record)
        return failure(std::move(record));
    if (!*record)
        return failure(ErrorCode::Corrupt, "there is no refund " + id->toString() + ", or not its order");
    Order order = (*record)->order;
    auto event = findEvent(catalog_, order.event);
    if (!event)
        return failure(std::move(event));
    if (!*event)
        return failure(ErrorCode::Conflict, "its event is not in the catalog");
    order.language = outlet_.languageOf(order);
    sdk::Delivery delivery{order.customer.name, order.customer.email, order.language};
    // What never had a ticket was paid too late.
    delivery.occasion = (*record)->tickets.empty() ? sdk::Occasion::LatePayment : sdk::Occasion::Refund;
    delivery.link = outlet_.linkTo(order, order.language);
    delivery.reference = outbox::MailReference::of(order.id, job.id, delivery.email).text();
    auto outcome =
        outlet_.submit(job.id.toString(), ticketing::refundLetter(**event, order, *refund), delivery);
    if (outcome || outcome.error().code != ErrorCode::Invalid)
        return outcome;
    auto marked = markUndeliverable(storage_, clock_, order.id, order.customer.email);
    return marked ? std::move(outcome) : std::move(marked);
}

Result<void> LetterDelivery::deliverLinks(const Job& job)
{
    const auto id = JobId::parse(job.subject);
    if (!id)
        return failure(ErrorCode::Corrupt, "not a request's id: " + job.subject);
    auto asked = storage_.readValue([&](const sdk::ReadAccess& access) { return findAskedFor(access, *id); });
    if (!asked)
        return failure(std::move(asked));
    if (!*asked)
        return {};
    const std::string& language = (*asked)->request.language;
    std::vector<ticketing::ListedOrder> listed;
    std::string email; // as the newest of them spells it
    for (const OrderRecord& record : (*asked)->orders) {
        auto event = findEvent(catalog_, record.order.event);
        if (!event)
            return failure(std::move(event));
        if (!*event || (*event)->event.endsAt <= clock_.now() || listed.size() == kLinksMost)
            continue;
        const Event& shown = (*event)->event;
        if (email.empty())
            email = record.order.customer.email;
        listed.push_back({record.order.code, shown.name, shown.venue, shown.timeZone, shown.startsAt,
                          outlet_.linkTo(record.order, language)});
    }
    if (listed.empty())
        return {};
    if (listed.front().url.empty())
        return failure(ErrorCode::Unavailable, "there are no links to send: [server] public_url is missing");
    sdk::Delivery delivery{"", email, language};
    delivery.occasion = sdk::Occasion::Links;
    delivery.reference = job.id.toString();
    return outlet_.submit(job.id.toString(), ticketing::orderListLetter(listed, language), delivery);
}

} // namespace ace::runtime
