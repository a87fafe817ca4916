// SPDX-License-Identifier: MIT
#include "Pages.h"

#include <ace/base/TimeText.h>
#include <ace/server/access/Source.h>
#include <ace/server/http/Answer.h>
#include <ace/server/web/Static.h>

#include <algorithm>

namespace ace::server::shop {

void showPage(const Services& services, Response& response, int status, std::string_view page, Data data,
              const Cart& cart)
{
    if (!cart.empty())
        data["cartCount"] = std::to_string(cart.count());
    if (!data.get("here"))
        data["here"] = "/";
    if (services.demo)
        data["demo"] = true;
    data["shop"] = services.organiser.name;
    if (!services.organiser.imprint.empty())
        data["imprint"] = true;
    if (!services.organiser.terms.empty())
        data["terms"] = true;
    if (services.mailsLinks)
        data["lost"] = true;
    // The cart's form goes on to the payment page of whoever takes the money.
    const bool plain = !services.publicUrl.starts_with("https:");
    const std::string_view formsGoTo = page != "cart" ? "'self'"
                                       : plain        ? "'self' http: https:"
                                                      : "'self' https:";
    web::sendPage(response, status, services.templates.render(page, std::move(data)), formsGoTo);
}

std::optional<std::chrono::seconds> Page::waitOf(const Request& request, Rate what) const
{
    const auto grant =
        services_.limiter.take(access::RateLimiter::By::Address, access::sourceOf(request), what);
    return grant.allowed ? std::nullopt : std::optional(grant.retryAfter);
}

void Page::requireRate(const Request& request, Rate what) const
{
    if (const auto wait = waitOf(request, what))
        throw http::Problem("too_many_requests",
                            say("Please try again in {1} s.", {std::to_string(wait->count())}),
                            {{"Retry-After", std::to_string(wait->count())}});
}

OrderRecord Page::loadOrder(const std::string& code, const std::string& key) const
{
    auto record = http::valueOrThrow(services_.boxOffice.findOrder(code));
    if (!record || !equalInConstantTime(record->order.key, key))
        throw http::Problem(
            "unknown_order",
            web::word("There is no order at this address. Look at the link again: it must be whole."));
    return std::move(*record);
}

TypedVoucher Page::tryVoucher(const Request& request, const Event& event, const std::string& code) const
{
    if (normalVoucherCode(code).empty() || !services_.findVoucher)
        return {code, {}, {}};
    if (const auto wait = waitOf(request, kLook))
        return {code,
                {},
                say("Please wait {1} s, then try the voucher again.", {std::to_string(wait->count())}),
                wait};
    return lookAt(event, code);
}

TypedVoucher Page::lookAt(const Event& event, const std::string& code) const
{
    TypedVoucher typed{code, {}, {}};
    if (normalVoucherCode(code).empty() || !services_.findVoucher)
        return typed;
    auto found = http::valueOrThrow(services_.findVoucher(event.id, code));
    const Instant now = services_.clock.now();
    if (!found)
        typed.problem = say("This event has no voucher with this code.");
    else if (now < found->validity.from)
        typed.problem =
            say("This voucher counts from {1}.", {say.when(found->validity.from, event.timeZone)});
    else if (now >= found->validity.until)
        typed.problem = say("This voucher has run out.");
    else if (found->uses >= found->usesMost)
        typed.problem = say("This voucher is used up.");
    else
        typed.voucher = std::move(found);
    return typed;
}

// The simulated payment's page is ours and shows the order; a real one is told what it needs by its plugin.
std::string Page::paymentPage(const boxoffice::Held& held) const
{
    const Order& order = held.record.order;
    const bool simulated = services_.demo && held.redirectUrl.find("/pay/test/") != std::string::npos;
    if (simulated)
        return pathTo(held.redirectUrl) + "?code=" + order.code + "&key=" + order.key;
    return held.redirectUrl.empty() ? pathTo(order) : held.redirectUrl;
}

std::string Page::pathTo(const std::string& page) const { return std::string(say.pathPrefix()) + page; }
std::string Page::pathTo(const Order& order) const
{
    return pathTo("/orders/" + order.code + "/" + order.key);
}

catalog::EventPtr Page::loadEvent(const std::string& slug) const
{
    catalog::EventPtr event = http::valueOrThrow(services_.catalog.findEvent(slug));
    if (!event)
        throw http::Problem("unknown_event", web::word("There is no event at this address."));
    return event;
}

void setIf(Data& data, const std::string& name, const std::string& value)
{
    if (!value.empty())
        data[name] = value;
}

Data emptyList() { return Data(Data::type::list); }

void setVoucher(Data& data, const TypedVoucher& voucher, const std::string& good)
{
    data["voucherCode"] = voucher.code;
    setIf(data, "voucherError", voucher.problem);
    if (voucher.voucher)
        data["voucherGood"] = good;
    if (!voucher.code.empty())
        data["voucherTyped"] = true;
}

void setLines(Data& data, const EventSetup& setup, const std::vector<OrderLine>& lines)
{
    const Currency& currency = setup.event.currency;
    Data list = emptyList();
    Money tax{0, currency};
    for (const OrderLine& line : lines) {
        const TicketType* type = setup.findType(line.type);
        Data row;
        row["quantity"] = std::to_string(line.quantity);
        row["typeName"] = type ? type->name : "–";
        row["lineTotal"] = line.total.format();
        list << row;
        tax = tax + line.tax;
    }
    data["lines"] = std::move(list);
    if (tax.minor != 0)
        data["tax"] = tax.format();
    data["total"] = totalOf(lines, currency).format();
}

std::optional<Instant> payableUntil(const OrderRecord& record)
{
    const auto held = record.order.holdUntil;
    const auto page = record.payment ? record.payment->page.expiresAt : std::nullopt;
    return held && page ? std::min(*held, *page) : page ? page : held;
}

std::string closedText(const Event& event, Instant now, const web::Words& say)
{
    if (now < event.sale.from)
        return say("Tickets are sold from {1}.", {say.when(event.sale.from, event.timeZone)});
    if (now >= event.sale.until)
        return say("Tickets are no longer sold.");
    return {};
}

} // namespace ace::server::shop
