// SPDX-License-Identifier: MIT
#include "Selling.h"

#include <string>

namespace ace::loadtest {

namespace {

std::string label(const HttpAnswer& answer)
{
    const std::string code = answer.status >= 400 ? problemCode(answer.body) : std::string();
    return std::to_string(answer.status) + (code.empty() ? "" : " " + code);
}

Result<void> counted(Caller& caller, Result<void> kept)
{
    if (!kept)
        ++caller.tally.unexpected[kept.error().describe()];
    return kept;
}

// What the check later counts from.
Result<void> noteStock(const Site& site, const SellPlan& plan, Journal& journal, const Clock& clock)
{
    auto http = HttpClient::forUrl(site.url, site.timeout);
    if (!http)
        return failure(std::move(http));
    Caller caller(std::move(*http), site, clock);
    auto available = loadAvailable(caller, plan.each.event, plan.each.type);
    if (!available)
        return failure(std::move(available));
    return journal.noteStock(plan.each.type, *available);
}

} // namespace

Result<std::int64_t> loadAvailable(Caller& caller, const std::string& event, const std::string& type)
{
    auto answer = caller.ask({"GET", "/api/v1/events/" + event, {}, {}, {}});
    if (!answer)
        return failure(std::move(answer));
    if (answer->status != 200)
        return failure(ErrorCode::NotFound, label(*answer), "event " + event);
    return parseAvailable(answer->body, type);
}

Result<void> resolveOrder(Caller& caller, Journal& journal, OrderFact& order)
{
    auto answer = caller.ask({"POST", "/api/v1/orders", {}, order.key, order.body});
    if (!answer) {
        ++caller.tally.unresolved;
        return failure(std::move(answer));
    }
    const std::string what = label(*answer);
    if (what == "409 sold_out") {
        ++caller.tally.answers[what];
        order.refused = true;
        return counted(caller, journal.acknowledgeRefusal(order.key, "sold_out"));
    }
    auto sold = answer->status == 201 ? parseSoldOrder(answer->body)
                                      : Result<SoldOrder>(failure(ErrorCode::Corrupt, what));
    if (!sold) {
        ++caller.tally.unexpected[answer->status == 201 ? "201 " + sold.error().message : what];
        ++caller.tally.unresolved;
        return {};
    }
    ++caller.tally.answers[what];
    order.sold = std::move(*sold);
    return counted(caller, journal.acknowledge(order.key, order.body, *order.sold));
}

Result<Tally> sell(const Site& site, const SellPlan& plan, Journal& journal, const Clock& clock,
                   Tickets* sold)
{
    if (auto noted = noteStock(site, plan, journal, clock); !noted)
        return failure(std::move(noted));
    std::atomic<std::uint64_t> next{0};
    return runCallers(site, clock, [&](Caller& caller) {
        for (std::uint64_t number; (number = next++) < plan.orders;) {
            OrderFact order;
            order.key = seededKey(plan.seed, "order", number);
            order.body = orderBody(plan.each, "Customer " + std::to_string(number));
            if (auto noted = journal.attemptOrder(order.key, order.body); !noted) {
                ++caller.tally.unexpected[noted.error().describe()];
                return;
            }
            if (!resolveOrder(caller, journal, order))
                return;
            if (sold && order.sold)
                for (const SoldTicket& ticket : order.sold->tickets)
                    sold->add(ticket.token);
        }
    });
}

} // namespace ace::loadtest
