// SPDX-License-Identifier: MIT
#include "Pages.h"

#include <ace/base/TimeText.h>
#include <ace/server/access/Source.h>
#include <ace/server/http/Answer.h>
#include <ace/server/web/Static.h>

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
    if (services.mailsLinks)
        data["lost"] = true;
    web::sendPage(response, status, services.templates.render(page, std::move(data)));
}

std::optional<std::chrono::seconds> Page::waitOf(const Request& request, access::RateClass what) const
{
    const auto grant =
        services_.limiter.take(access::RateLimiter::By::Address, access::sourceOf(request), what);
    return grant.allowed ? std::nullopt : std::optional(grant.retryAfter);
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

std::vector<OrderLine> priceCart(const Cart& cart, const EventSetup& setup)
{
    std::vector<OrderLine> lines;
    for (const auto& item : cart.items)
        if (const TicketType* type = setup.findType(item.type))
            lines.push_back(priceLine(type->id, type->price, type->taxRatePpm, item.quantity));
    return lines;
}

Money totalOf(const std::vector<OrderLine>& lines, const Currency& currency)
{
    Money total{0, currency};
    for (const OrderLine& line : lines)
        total = total + line.total;
    return total;
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
