// SPDX-License-Identifier: MIT
#include "OrderPlan.h"

#include <ace/base/Bytes.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

namespace ace::boxoffice {

namespace {

// Crockford's base 32: no letter that could be read as a digit.
constexpr std::string_view kCodeAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string newCode(IdSource& ids)
{
    std::array<std::uint8_t, 10> random{};
    ids.fill(random);
    std::string code;
    for (const std::uint8_t byte : random)
        code += kCodeAlphabet[byte & 31];
    return code;
}

std::string newKey(IdSource& ids)
{
    std::array<std::uint8_t, 16> random{};
    ids.fill(random);
    return toBase64Url(asText(random));
}

// Two items of one type are one line, in the order of first mention.
std::vector<WantedItem> merged(const std::vector<WantedItem>& items)
{
    std::vector<WantedItem> result;
    for (const WantedItem& item : items) {
        const auto known = std::ranges::find(result, item.type, &WantedItem::type);
        if (known == result.end())
            result.push_back(item);
        else if (__builtin_add_overflow(known->quantity, item.quantity, &known->quantity))
            known->quantity = std::numeric_limits<std::int32_t>::max(); // over any limit
    }
    return result;
}

std::optional<Refused> refusalOf(const TicketType& type, std::int32_t quantity)
{
    if (quantity > type.maxPerOrder)
        return Refused{Refusal::OverLimit, "at most " + std::to_string(type.maxPerOrder) + " of \"" +
                                               type.name + "\" in one order"};
    if (quantity < type.minPerOrder)
        return Refused{Refusal::UnderLimit, "at least " + std::to_string(type.minPerOrder) + " of \"" +
                                                type.name + "\" in one order"};
    return std::nullopt;
}

std::optional<Refused> refusalOf(const OrderRequest& request, const EventSetup& setup, const Voucher* voucher,
                                 Instant now)
{
    if (!setup.event.sale.contains(now))
        return Refused{Refusal::NotOnSale, "tickets for \"" + setup.event.name + "\" are not on sale now"};
    if (request.items.empty())
        return Refused{Refusal::NothingWanted, "the order has no items"};
    if (normalVoucherCode(request.voucherCode).empty())
        return std::nullopt;
    if (!voucher || voucher->event != setup.event.id)
        return Refused{Refusal::UnknownVoucher, "the event has no such voucher"};
    if (!voucher->validity.contains(now))
        return Refused{Refusal::VoucherNotValid, "the voucher is not valid now"};
    const bool forAny =
        std::ranges::any_of(request.items, [&](const WantedItem& item) { return voucher->isFor(item.type); });
    if (!forAny)
        return Refused{Refusal::VoucherNotValid, "the voucher is not for what is ordered"};
    if (voucher->uses >= voucher->usesMost)
        return Refused{Refusal::VoucherSpent, "the voucher is used up"};
    return std::nullopt;
}

} // namespace

std::optional<Refused> channelRefusal(const TicketType& type, Channel channel, const Voucher* voucher)
{
    if (!(channel == Channel::Web ? type.onWeb : type.atCounter))
        return Refused{Refusal::NotSoldHere,
                       "\"" + type.name + "\" is sold " +
                           (channel == Channel::Web ? "at the counter only" : "on the web only")};
    const bool opened = voucher && voucher->opensHidden && voucher->isFor(type.id);
    if (type.hidden && !opened)
        return Refused{Refusal::NotSoldHere, "\"" + type.name + "\" is sold only with a voucher for it"};
    return std::nullopt;
}

std::variant<OrderPlan, Refused> planOrder(const OrderRequest& request, const catalog::EventPtr& event,
                                           const Voucher* voucher, const Clock& clock, IdSource& ids)
{
    if (!event)
        return Refused{Refusal::UnknownEvent, "there is no event \"" + request.eventSlug + "\""};
    const EventSetup& setup = *event;
    const Instant now = clock.now();
    if (auto refused = refusalOf(request, setup, voucher, now))
        return std::move(*refused);

    OrderPlan plan{event, {}, {}};
    Order& order = plan.order;
    order.total = {0, setup.event.currency};
    std::map<QuotaId, std::int64_t> claims; // sorted: every order takes its quotas in the same sequence
    for (const WantedItem& item : merged(request.items)) {
        const TicketType* type = setup.findType(item.type);
        if (!type)
            return Refused{Refusal::UnknownTicketType,
                           "the event has no ticket type " + item.type.toString()};
        if (const auto refusal = channelRefusal(*type, request.channel, voucher))
            return *refusal;
        if (const auto refusal = refusalOf(*type, item.quantity))
            return *refusal;
        const Money price = voucher && voucher->isFor(type->id) ? voucher->priceOf(type->price) : type->price;
        order.lines.push_back(priceLine(type->id, price, type->taxRatePpm, item.quantity));
        order.total = order.total + order.lines.back().total;
        for (const QuotaId quota : type->quotas)
            claims[quota] += item.quantity;
    }
    for (const auto& [quota, count] : claims)
        plan.claims.push_back({quota, count});
    order.id = ids.next<OrderId>();
    order.code = newCode(ids);
    order.key = newKey(ids);
    order.event = setup.event.id;
    order.channel = request.channel;
    order.customer = request.customer;
    order.createdAt = now;
    order.language = request.language;
    order.by = request.by;
    order.till = request.till;
    if (voucher)
        order.voucher = voucher->id;
    return plan;
}

} // namespace ace::boxoffice
