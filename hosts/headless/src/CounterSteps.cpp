// SPDX-License-Identifier: MIT
#include "Step.h"

namespace ace::headless {

namespace {

using namespace boxoffice;

// A "no" that the next step must expect.
TillSessionId sessionOf(const Scene& scene)
{
    if (!scene.till)
        throw Surprise("a till session", "the story opened none");
    return scene.till->session.id;
}

Money money(Scene& scene, const Arguments& arguments)
{
    return {arguments.minorUnits("AMOUNT"), eventOf(scene, scene.event)->event.currency};
}

std::string note(Scene& scene, Result<TillReportOutcome> result)
{
    scene.refused.reset();
    auto outcome = must(std::move(result));
    if (const auto* refused = std::get_if<Refused>(&outcome))
        return note(scene, *refused);
    scene.till = std::get<TillReport>(std::move(outcome));
    return "the drawer should hold " + scene.till->totals.expectedCash.format();
}

std::string openTill(Scene& scene, const Arguments& arguments)
{
    Tills& tills = scene.stage.station().tills();
    const EventId event = eventOf(scene, scene.event)->event.id;
    std::optional<Till> till;
    for (const Till& known : must(tills.list(event)))
        if (known.name == arguments.text("NAME"))
            till = known;
    if (!till)
        till = std::get<Till>(must(tills.add(event, arguments.text("NAME"), {})));
    return note(scene, tills.open(till->id, money(scene, arguments), {}));
}

std::string moveCash(Scene& scene, const Arguments& arguments)
{
    const auto kind = arguments.text("WAY") == "in" ? CashMoveKind::PayIn : CashMoveKind::PayOut;
    return note(scene, scene.stage.station().tills().move(
                           {sessionOf(scene), kind, money(scene, arguments), arguments.text("REASON"), {}}));
}

std::string closeTill(Scene& scene, const Arguments& arguments)
{
    return note(scene, scene.stage.station().tills().close(sessionOf(scene), money(scene, arguments), {}));
}

std::string note(Scene& scene, Result<RefundOutcome> result)
{
    scene.refused.reset();
    auto outcome = must(std::move(result));
    if (const auto* refused = std::get_if<Refused>(&outcome))
        return note(scene, *refused);
    const Refund& refund = std::get<Refunded>(outcome).refund;
    return refund.amount.format() + " goes back, " + name(refund.state) +
           "; canceled tickets: " + std::to_string(refund.tickets.size());
}

std::string voidOrder(Scene& scene, const Arguments& arguments)
{
    return note(scene, scene.stage.station().boxOffice().voidOrder(orderOf(scene).order.code,
                                                                   arguments.text("REASON"), {}));
}

std::string refund(Scene& scene, const Arguments& arguments)
{
    RefundRequest request;
    request.code = orderOf(scene).order.code;
    request.reason = arguments.text("REASON");
    if (arguments.has("AMOUNT"))
        request.amount = arguments.minorUnits("AMOUNT");
    if (arguments.has("N"))
        request.tickets = {ticketOf(scene, arguments.number("N")).id};
    return note(scene, scene.stage.station().boxOffice().refund(request));
}

std::string reissue(Scene& scene, const Arguments&)
{
    scene.refused.reset();
    auto outcome = must(scene.stage.station().boxOffice().reissueTicket(lastTicketOf(scene).id, {}));
    if (const auto* refused = std::get_if<Refused>(&outcome))
        return note(scene, *refused);
    scene.tickets.push_back(std::get<TicketChanged>(outcome).ticket);
    return "a new ticket takes its place";
}

std::string giveStation(Scene& scene, const Arguments& arguments)
{
    Station station;
    station.id = scene.stage.ids().next<StationId>();
    station.name = arguments.text("NAME");
    station.event = eventOf(scene, scene.event)->event.id;
    station.createdAt = scene.stage.clock().now();
    must(scene.stage.station().storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.stations.insert(station);
        return {};
    }));
    scene.station = station.id;
    return "known";
}

std::string note(Scene& scene, Result<AllotmentOutcome> result)
{
    scene.refused.reset();
    auto outcome = must(std::move(result));
    if (const auto* refused = std::get_if<Refused>(&outcome))
        return note(scene, *refused);
    scene.allotment = std::get<Allotment>(std::move(outcome));
    return std::to_string(scene.allotment->tickets.size()) + " in the allotment";
}

std::string lease(Scene& scene, const Arguments& arguments)
{
    if (!scene.station)
        throw Surprise("a station", "the story has none yet");
    const auto event = eventOf(scene, scene.event);
    auto told = note(
        scene, scene.stage.station().allotments().lease(
                   {*scene.station, typeOf(*event, arguments.text("TYPE")).id, arguments.number("N"), {}}));
    if (!scene.refused) // so that the gate can be shown one
        for (const LeasedTicket& ticket : scene.allotment->tickets)
            scene.tickets.push_back(
                {ticket.id, {}, scene.allotment->type, TicketState::Valid, false, ticket.token});
    return told;
}

AllotmentId allotmentOf(const Scene& scene)
{
    if (!scene.allotment)
        throw Surprise("an allotment", "the story leased none");
    return scene.allotment->id;
}

std::string giveBack(Scene& scene, const Arguments&)
{
    return note(scene, scene.stage.station().allotments().giveBack(allotmentOf(scene), {}, {}));
}

std::string writeOff(Scene& scene, const Arguments& arguments)
{
    return note(scene, scene.stage.station().allotments().writeOff(allotmentOf(scene), {},
                                                                   arguments.text("REASON"), {}));
}

std::string expectDrawer(Scene& scene, const Arguments& arguments)
{
    const auto report = must(scene.stage.station().tills().findSession(sessionOf(scene)));
    if (!report || report->totals.expectedCash.minor != arguments.minorUnits("AMOUNT"))
        throw Surprise(arguments.text("AMOUNT") + " in the drawer",
                       report ? report->totals.expectedCash.format() : "there is no such session");
    return "yes";
}

std::string expectDifference(Scene& scene, const Arguments& arguments)
{
    sessionOf(scene);
    const auto sign = arguments.text("WAY") == "missing" ? -1 : 1;
    if (!scene.till->difference || scene.till->difference->minor != sign * arguments.minorUnits("AMOUNT"))
        throw Surprise(arguments.text("AMOUNT") + " " + arguments.text("WAY"),
                       scene.till->difference ? scene.till->difference->format() : "it is not closed");
    return "yes";
}

std::string expectReceipts(Scene& scene, const Arguments& arguments)
{
    std::string all;
    for (const Receipt& receipt : must(scene.stage.station().tills().listReceipts("T1", 0, 100)))
        all += (all.empty() ? "" : ", ") + receipt.label() + " " + name(receipt.kind);
    if (all != arguments.text("LIST"))
        throw Surprise(arguments.text("LIST"), all);
    return "yes";
}

std::string expectRefund(Scene& scene, const Arguments& arguments)
{
    const auto found = must(scene.stage.station().boxOffice().findOrder(orderOf(scene).order.code));
    if (!found || found->refunds.empty())
        throw Surprise("a refund", "the order has none");
    const std::string state = name(found->refunds.back().state);
    if (state != arguments.text("STATE"))
        throw Surprise("the refund to be " + arguments.text("STATE"), "it is " + state);
    return found->refunds.back().amount.format();
}

} // namespace

std::vector<Step> counterSteps()
{
    return {
        {StepPattern("open the till \"NAME\" with AMOUNT"),
         "a session from a counted float; what is sold then is on its receipts", openTill},
        {StepPattern("pay WAY=in|out AMOUNT for \"REASON\""), "cash without a sale", moveCash},
        {StepPattern("close the till with AMOUNT"), "what was counted; its Z report", closeTill},
        {StepPattern("void the order for \"REASON\""), "all of it, while its till is open", voidOrder},
        {StepPattern("refund the order [of AMOUNT] [ticket N] for \"REASON\""),
         "all that is left, an amount or a ticket", refund},
        {StepPattern("reissue last ticket"), "a new token; the old one is revoked", reissue},
        {StepPattern("given the station \"NAME\""), "a counter of the event", giveStation},
        {StepPattern("lease N \"TYPE\""), "tickets for the station, to sell while it is offline", lease},
        {StepPattern("return the allotment"), "what was not sold is free again", giveBack},
        {StepPattern("write off the allotment for \"REASON\""), "its tickets are revoked", writeOff},
        {StepPattern("expect AMOUNT in the drawer"), "what the open session should hold", expectDrawer, true},
        {StepPattern("expect AMOUNT WAY=missing|over"), "counted less expected, at closing", expectDifference,
         true},
        {StepPattern("expect receipts \"LIST\""), "of the first series", expectReceipts, true},
        {StepPattern("expect refund STATE=created|in_transit|done|failed"), "the order's latest",
         expectRefund, true},
    };
}

} // namespace ace::headless
