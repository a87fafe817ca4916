// SPDX-License-Identifier: MIT
// What a customer does with an order, beside looking at it.
#include "Calendar.h"
#include "OrderPages.h"
#include "OwnForms.h"

#include <ace/server/http/Answer.h>
#include <ace/server/web/Static.h>

#include <nlohmann/json.hpp>

namespace ace::server::shop {

namespace {

constexpr const char* kByCustomer = "canceled by the customer";

const char* stateName(OrderState state)
{
    switch (state) {
    case OrderState::Pending:
        return "pending";
    case OrderState::Paid:
        return "paid";
    case OrderState::Expired:
        return "expired";
    case OrderState::Canceled:
        break;
    }
    return "canceled";
}

} // namespace

void OrderStatePage::handleRequest(Request&, Response& response)
{
    response.set("X-Robots-Tag", "noindex");
    http::sendJson(response, 200, nlohmann::json{{"state", stateName(settled().order.state)}}.dump());
}

void OrderPayPage::handleRequest(Request& request, Response& response)
{
    const OrderRecord record = load();
    requireRate(request, kLook);
    const auto outcome = record.order.state == OrderState::Pending
                             ? http::valueOrThrow(services_.boxOffice.resume(record.order.id))
                             : boxoffice::HoldOutcome(boxoffice::Sold{record, true});
    const auto* held = std::get_if<boxoffice::Held>(&outcome);
    http::seeOther(response, held ? paymentPage(*held) : pathTo(record.order));
}

void OrderCancelPage::handleRequest(Request& request, Response& response)
{
    const bool posted = request.getMethod() == "POST";
    if (posted) {
        requireOwnForm(services_, request);
        requireRate(request, kLook);
    }
    const OrderRecord record = settled();
    if (posted)
        cancel(request, response, record);
    else
        ask(response, request, record, {});
}

void OrderCancelPage::ask(Response& response, const Request& request, const OrderRecord& record,
                          const std::string& problem) const
{
    const catalog::EventPtr setup = tickets::eventOf(record, services_.catalog);
    const bool pending = record.order.state == OrderState::Pending;
    if (!pending && !isGoodForCustomersCancel(record, setup->event) && problem.empty())
        return http::seeOther(response, pathTo(record.order)); // it says what there is to say
    Data data;
    data["title"] = say("Cancel order {1}?", {record.order.code});
    data["here"] = "/orders/" + code_ + "/" + key_ + "/cancel";
    data["code"] = record.order.code;
    data["orderUrl"] = pathTo(record.order);
    data["eventName"] = setup->event.name;
    data["starts"] = say.when(setup->event.startsAt, setup->event.timeZone);
    setLines(data, *setup, record.order.lines);
    if (pending)
        data["pending"] = true;
    else if (record.order.total.minor != 0)
        data["moneyBack"] = true;
    if (problem.empty())
        data["ask"] = true;
    setIf(data, "problem", problem);
    response.set("X-Robots-Tag", "noindex");
    show(response, problem.empty() ? 200 : 409, "cancel", std::move(data), services_.cart.read(request));
}

void OrderCancelPage::cancel(Request& request, Response& response, const OrderRecord& record) const
{
    if (record.order.state == OrderState::Pending) {
        (void)http::valueOrThrow(services_.boxOffice.abandon(record.order.id));
        return http::seeOther(response, pathTo(record.order));
    }
    const catalog::EventPtr setup = tickets::eventOf(record, services_.catalog);
    if (!isGoodForCustomersCancel(record, setup->event))
        return http::seeOther(response, pathTo(record.order));
    boxoffice::RefundRequest refund;
    refund.code = record.order.code;
    refund.reason = kByCustomer;
    refund.onlyUnused = true;
    refund.act.idempotency = sdk::IdempotencyKey{"shop|cancel", record.order.code, sha256(record.order.code)};
    const auto outcome = http::valueOrThrow(services_.boxOffice.refund(refund));
    if (std::holds_alternative<boxoffice::Refused>(outcome))
        return ask(
            response, request, record,
            say("This order cannot be canceled here: a ticket of it was used, or has changed. Please ask "
                "the organiser."));
    http::seeOther(response, pathTo(record.order));
}

void OrderCalendarPage::handleRequest(Request&, Response& response)
{
    const OrderRecord record = load();
    if (record.order.state != OrderState::Paid)
        throw http::Problem("ticket_not_valid", web::word("This order has no valid tickets."));
    const catalog::EventPtr setup = tickets::eventOf(record, services_.catalog);
    const std::string link = services_.publicUrl + pathTo(record.order);
    CalendarEntry entry{record.order.code + "@" + setup->event.slug, services_.clock.now(), setup->event,
                        say("Your tickets: {1}", {link}), services_.publicUrl.empty() ? std::string() : link};
    response.set("Content-Disposition", "attachment; filename=\"" + setup->event.slug + ".ics\"");
    response.set("X-Robots-Tag", "noindex");
    http::send(response, 200, "text/calendar; charset=utf-8", calendarOf(entry));
}

void OrderManifestPage::handleRequest(Request&, Response& response)
{
    const OrderRecord record = load();
    const catalog::EventPtr setup = tickets::eventOf(record, services_.catalog);
    const std::string at = pathTo(record.order);
    const nlohmann::ordered_json manifest = {
        {"id", at},
        {"name", cleanUtf8(setup->event.name)},
        {"short_name", say("Tickets")},
        {"lang", std::string(say.code())},
        {"start_url", at},
        {"scope", at},
        {"display", "standalone"},
        {"background_color", "#f4f5f7"},
        {"theme_color", "#0b5fa5"},
        {"icons",
         nlohmann::ordered_json::array(
             {{{"src", web::staticPath("icon.svg")}, {"sizes", "any"}, {"type", "image/svg+xml"}}})}};
    response.set("X-Robots-Tag", "noindex");
    http::send(response, 200, "application/manifest+json", manifest.dump());
}

} // namespace ace::server::shop
