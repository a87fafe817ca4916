// SPDX-License-Identifier: MIT
#include "Step.h"

namespace ace::headless {

namespace {

using namespace boxoffice;

std::string wordOf(OrderState state)
{
    switch (state) {
    case OrderState::Pending:
        return "pending";
    case OrderState::Paid:
        return "paid";
    case OrderState::Expired:
        return "expired";
    case OrderState::Canceled:
        return "canceled";
    }
    return "pending";
}

std::string count(std::size_t number, const std::string& thing)
{
    return std::to_string(number) + " " + thing + (number == 1 ? "" : "s");
}

OrderRequest requestFor(Scene& scene, const Arguments& arguments)
{
    OrderRequest request;
    request.eventSlug = arguments.text("EVENT", scene.event);
    const auto event = eventOf(scene, request.eventSlug);
    request.items = {{typeOf(*event, arguments.text("TYPE")).id, arguments.number("N")}};
    request.customer = {arguments.text("NAME", ""), ""};
    request.paymentMethod = arguments.text("METHOD");
    request.voucherCode = arguments.text("CODE", "");
    if (scene.till)
        request.till = scene.till->session.id;
    if (arguments.has("AMOUNT"))
        request.tendered = arguments.minorUnits("AMOUNT");
    if (arguments.has("KEY")) {
        const std::string body = request.eventSlug + "/" + arguments.text("TYPE") + "/" + arguments.text("N");
        request.idempotency = sdk::IdempotencyKey{"story", arguments.text("KEY"), sha256(body)};
    }
    return request;
}

std::string note(Scene& scene, const Sold& sold)
{
    scene.order = sold.record;
    scene.repeated = sold.repeated;
    if (!sold.repeated)
        scene.tickets.insert(scene.tickets.end(), sold.record.tickets.begin(), sold.record.tickets.end());
    return (sold.repeated ? "sold before: " : "sold ") + count(sold.record.tickets.size(), "ticket") +
           " for " + sold.record.order.total.format();
}

std::string note(Scene& scene, const Held& held)
{
    scene.order = held.record;
    return "held for " + held.record.order.customer.name + ", to pay " + held.record.order.total.format();
}

std::string sell(Scene& scene, const Arguments& arguments)
{
    scene.refused.reset();
    auto outcome = must(scene.stage.station().boxOffice().sell(requestFor(scene, arguments)));
    return std::visit([&](auto& told) { return note(scene, told); }, outcome);
}

std::string hold(Scene& scene, const Arguments& arguments)
{
    scene.refused.reset();
    auto request = requestFor(scene, arguments);
    request.channel = Channel::Web;
    auto outcome = must(scene.stage.station().boxOffice().hold(request));
    return std::visit([&](auto& told) { return note(scene, told); }, outcome);
}

// As the simulated terminal's page does it.
std::string decidePayment(Scene& scene, const std::string& outcome)
{
    const auto& payment = orderOf(scene).payment;
    if (!payment)
        throw Surprise("a payment", "the order has none");
    const std::string body = "payment=" + payment->id.toString() + "&outcome=" + outcome;
    auto record = must(scene.stage.station().boxOffice().notifyPayment(payment->method, {}, body));
    const bool issued = scene.order->tickets.empty() && !record.tickets.empty();
    if (issued)
        scene.tickets.insert(scene.tickets.end(), record.tickets.begin(), record.tickets.end());
    scene.order = std::move(record);
    return "the order is " + wordOf(scene.order->order.state) + ", with " +
           count(scene.order->tickets.size(), "ticket");
}

std::string approvePayment(Scene& scene, const Arguments&) { return decidePayment(scene, "approve"); }
std::string declinePayment(Scene& scene, const Arguments&) { return decidePayment(scene, "decline"); }

std::string cancelOrder(Scene& scene, const Arguments&)
{
    must(scene.stage.station().boxOffice().cancelOrder(orderOf(scene).order.id));
    return "canceled";
}

std::string blockTicket(Scene& scene, const Arguments&)
{
    must(scene.stage.station().boxOffice().setTicketBlocked(lastTicketOf(scene).id, true, {}));
    return "blocked";
}

std::string unblockTicket(Scene& scene, const Arguments&)
{
    must(scene.stage.station().boxOffice().setTicketBlocked(lastTicketOf(scene).id, false, {}));
    return "valid again";
}

std::string revokeTicket(Scene& scene, const Arguments&)
{
    must(scene.stage.station().boxOffice().revokeTicket(lastTicketOf(scene).id));
    return "revoked";
}

std::string expectSold(Scene& scene, const Arguments& arguments)
{
    const auto sold = scene.refused || !scene.order ? 0 : scene.order->tickets.size();
    if (std::to_string(sold) != arguments.text("N"))
        throw Surprise(arguments.text("N") + " sold in the last order", std::to_string(sold) + " were");
    return "yes";
}

std::string expectRefusal(Scene& scene, const Arguments& arguments)
{
    scene.unexpected.reset();
    if (!scene.refused)
        throw Surprise("refusal " + arguments.text("CODE"), "the last order was not refused");
    if (name(scene.refused->refusal) != arguments.text("CODE"))
        throw Surprise("refusal " + arguments.text("CODE"), "it was refused " + describe(*scene.refused));
    return scene.refused->detail;
}

std::string expectAvailable(Scene& scene, const Arguments& arguments)
{
    const auto event = eventOf(scene, arguments.text("EVENT", scene.event));
    const auto levels = must(scene.stage.station().catalog().quotaLevels(event->event.id));
    const auto available = catalog::availableOf(typeOf(*event, arguments.text("TYPE")), levels);
    if (available != arguments.number("N"))
        throw Surprise(arguments.text("N") + " available", std::to_string(available) + " are");
    return "yes";
}

std::string expectChange(Scene& scene, const Arguments& arguments)
{
    const auto& payment = orderOf(scene).payment;
    if (!payment || payment->change.minor != arguments.minorUnits("AMOUNT"))
        throw Surprise("change " + arguments.text("AMOUNT"),
                       payment ? "it is " + payment->change.format() : "nothing was paid");
    return payment->change.format();
}

std::string expectOrder(Scene& scene, const Arguments& arguments)
{
    const auto found = must(scene.stage.station().boxOffice().findOrder(orderOf(scene).order.code));
    if (!found)
        throw Surprise("the order on record", "it is not");
    if (wordOf(found->order.state) != arguments.text("STATE"))
        throw Surprise("the order to be " + arguments.text("STATE"), "it is " + wordOf(found->order.state));
    return "yes, with " + count(found->tickets.size(), "ticket");
}

std::string expectRepeatedSale(Scene& scene, const Arguments&)
{
    if (scene.refused || !scene.repeated)
        throw Surprise("the first answer to the key", "the last order was decided anew");
    return "yes";
}

} // namespace

std::vector<Step> saleSteps()
{
    return {
        {StepPattern("sell N \"TYPE\" [of \"EVENT\"] [with voucher \"CODE\"] by METHOD [tendered AMOUNT]"
                     " [with key \"KEY\"]"),
         "sells at the counter; the key makes it safe to repeat", sell},
        {StepPattern("hold N \"TYPE\" [with voucher \"CODE\"] for \"NAME\" by METHOD"),
         "takes tickets out of the quota and begins the payment", hold},
        {StepPattern("approve the payment"), "the customer pays on the simulated terminal's page",
         approvePayment},
        {StepPattern("decline the payment"), "the simulated bank declines", declinePayment},
        {StepPattern("cancel the order"), "of a paid order: its tickets are canceled, its quota is free",
         cancelOrder},
        {StepPattern("block last ticket"), "it admits no more until it is unblocked", blockTicket},
        {StepPattern("unblock last ticket"), "it admits again", unblockTicket},
        {StepPattern("revoke last ticket"), "its token is withdrawn for good", revokeTicket},
        {StepPattern("expect sold N"), "tickets of the last order", expectSold, true},
        {StepPattern("expect refusal CODE"), "the box office said no, such as sold_out", expectRefusal, true},
        {StepPattern("expect available N of \"TYPE\" [of \"EVENT\"]"), "what can still be sold",
         expectAvailable, true},
        {StepPattern("expect change AMOUNT"), "what the last order's cash payment gives back", expectChange,
         true},
        {StepPattern("expect order STATE=pending|paid|expired|canceled"),
         "the last order, as it is on record", expectOrder, true},
        {StepPattern("expect the same order again"), "the last sale repeated the answer to its key",
         expectRepeatedSale, true},
    };
}

} // namespace ace::headless
