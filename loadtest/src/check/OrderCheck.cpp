// SPDX-License-Identifier: MIT
#include "OrderCheck.h"

#include "Selling.h"

#include <atomic>
#include <mutex>
#include <set>

namespace ace::loadtest {

namespace {

std::string nameOf(const OrderFact& order)
{
    return "order " + order.key + (order.sold ? " (" + order.sold->code + ")" : "");
}

std::string describe(const HttpAnswer& answer)
{
    return std::to_string(answer.status) + " " + answer.body.substr(0, 300);
}

std::string describe(const SoldOrder& sold)
{
    return sold.code + ", " + std::to_string(sold.total) + " " + sold.currency + ", change " +
           std::to_string(sold.change) + ", " + std::to_string(sold.tickets.size()) + " tickets";
}

} // namespace

Result<void> OrderCheck::run(const Clock& clock)
{
    if (auto before = checkStock(clock, true); !before)
        return before;
    std::vector<OrderFact*> orders;
    for (auto& [key, order] : ledger_.orders)
        orders.push_back(&order);
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Result<void> failed;
    auto tally = runCallers(plan_.counter, clock, [&](Caller& caller) {
        for (std::size_t i; (i = next++) < orders.size();) {
            const bool sampled = plan_.sampleEvery > 0 && i % plan_.sampleEvery == 0;
            if (auto done = checkOne(caller, *orders[i], sampled); !done) {
                const std::lock_guard lock(mutex);
                failed = done;
                return;
            }
        }
    });
    if (!tally)
        return failure(std::move(tally));
    report_.tally.merge(*tally);
    if (!failed)
        return failed;
    checkAgainstEachOther();
    return checkStock(clock, false);
}

Result<void> OrderCheck::checkOne(Caller& caller, OrderFact& order, bool sampled)
{
    if (order.refused)
        return {}; // it left no trace; asked again it would be decided anew
    const bool wasInFlight = !order.sold;
    if (wasInFlight) {
        if (auto done = resolveOrder(caller, journal_, order); !done)
            return done;
        if (!order.sold && !order.refused)
            report_.findings.add("key-dead",
                                 nameOf(order) +
                                     " was in flight and is answered neither by an order nor sold_out");
        if (!order.sold)
            return {};
    }
    checkTickets(order);
    // By its code first: to ask for a lost one by its key would place it anew.
    if (auto done = findByCode(caller, order); !done)
        return done;
    if (!wasInFlight)
        if (auto done = repeat(caller, order); !done)
            return done;
    if (auto done = reuseKey(caller, order); !done)
        return done;
    return sampled ? fetchPdf(caller, order) : Result<void>();
}

Result<void> OrderCheck::repeat(Caller& caller, const OrderFact& order)
{
    auto answer = caller.ask({"POST", "/api/v1/orders", {}, order.key, order.body});
    if (!answer)
        return failure(std::move(answer));
    const auto again = parseSoldOrder(answer->body);
    if (answer->status != 201 || !again)
        report_.findings.add("order-lost",
                             nameOf(order) + " was acknowledged; asked again: " + describe(*answer));
    else if (*again != *order.sold)
        report_.findings.add("order-changed", nameOf(order) + " was " + describe(*order.sold) + ", is now " +
                                                  describe(*again));
    return {};
}

Result<void> OrderCheck::findByCode(Caller& caller, const OrderFact& order)
{
    auto answer = caller.ask({"GET", "/api/v1/orders/" + order.sold->code, {}, {}, {}});
    if (!answer)
        return failure(std::move(answer));
    const auto found = parseSoldOrder(answer->body);
    if (answer->status != 200 || !found)
        report_.findings.add("order-lost",
                             nameOf(order) + " was acknowledged; its code gives " + describe(*answer));
    else if (*found != *order.sold)
        report_.findings.add("order-changed", nameOf(order) + " was " + describe(*order.sold) +
                                                  ", its code gives " + describe(*found));
    return {};
}

Result<void> OrderCheck::reuseKey(Caller& caller, const OrderFact& order)
{
    const auto wanted = parseOrderBody(order.body);
    auto answer = caller.ask({"POST", "/api/v1/orders", {}, order.key, orderBody(*wanted, "Somebody else")});
    if (!answer)
        return failure(std::move(answer));
    if (answer->status != 422 || problemCode(answer->body) != "idempotency_key_reused")
        report_.findings.add("key-reuse", nameOf(order) + ": another body gives " + describe(*answer));
    return {};
}

Result<void> OrderCheck::fetchPdf(Caller& caller, const OrderFact& order)
{
    if (order.sold->tickets.empty())
        return {};
    auto answer = caller.ask({"GET", order.sold->tickets.front().pdf, {}, {}, {}});
    if (!answer)
        return failure(std::move(answer));
    if (answer->status != 200 || !answer->body.starts_with("%PDF-"))
        report_.findings.add("order-pdf", nameOf(order) + ": its first ticket gives " + describe(*answer));
    return {};
}

void OrderCheck::checkTickets(const OrderFact& order)
{
    const auto wanted = parseOrderBody(order.body);
    const SoldOrder& sold = *order.sold;
    bool whole = static_cast<std::int64_t>(sold.tickets.size()) == wanted->quantity;
    for (const SoldTicket& ticket : sold.tickets)
        whole = whole && ticket.type == wanted->type && !ticket.id.empty() && !ticket.token.empty() &&
                !ticket.pdf.empty();
    if (!whole)
        report_.findings.add("order-half", nameOf(order) + " asked for " + std::to_string(wanted->quantity) +
                                               " of " + wanted->type + " and has " + describe(sold));
    if (sold.change != wanted->tendered - sold.total)
        report_.findings.add("order-money", nameOf(order) + " was given " + std::to_string(wanted->tendered) +
                                                " for " + describe(sold));
}

void OrderCheck::checkAgainstEachOther()
{
    std::set<std::string> seen;
    const auto mustBeNew = [&](const std::string& kind, const std::string& value, const OrderFact& order) {
        if (!seen.insert(kind + value).second)
            report_.findings.add("duplicate", nameOf(order) + ": the " + kind + value + " is another's too");
    };
    std::map<std::pair<std::string, std::int64_t>, std::int64_t> totals;
    for (const auto& [key, order] : ledger_.orders) {
        if (!order.sold)
            continue;
        mustBeNew("code ", order.sold->code, order);
        for (const SoldTicket& ticket : order.sold->tickets) {
            mustBeNew("ticket ", ticket.id, order);
            mustBeNew("token ", ticket.token, order);
        }
        const auto wanted = parseOrderBody(order.body);
        const auto first = totals.try_emplace({wanted->type, wanted->quantity}, order.sold->total).first;
        if (first->second != order.sold->total)
            report_.findings.add("order-money",
                                 nameOf(order) + " costs " + std::to_string(order.sold->total) +
                                     ", others with the same items " + std::to_string(first->second));
    }
}

std::map<std::string, OrderCheck::Stock> OrderCheck::countStock() const
{
    std::map<std::string, Stock> stocks;
    for (const auto& [key, order] : ledger_.orders) {
        const auto wanted = parseOrderBody(order.body);
        Stock& stock = stocks[wanted->type];
        stock.event = wanted->event;
        if (order.sold)
            stock.sold += wanted->quantity;
        else if (!order.refused)
            stock.inFlight += wanted->quantity;
    }
    return stocks;
}

// Before the orders in flight are asked again each of them may or may not have taken its tickets; afterwards
// none is in flight.
Result<void> OrderCheck::checkStock(const Clock& clock, bool beforeAsking)
{
    auto http = HttpClient::forUrl(plan_.counter.url, plan_.counter.timeout);
    if (!http)
        return failure(std::move(http));
    Caller caller(std::move(*http), plan_.counter, clock);
    for (const auto& [type, stock] : countStock()) {
        const auto given = plan_.sizes.find(type);
        const auto noted = ledger_.stock.find(type);
        if (given == plan_.sizes.end() && noted == ledger_.stock.end())
            continue;
        const std::int64_t size = given != plan_.sizes.end() ? given->second : noted->second;
        auto available = loadAvailable(caller, stock.event, type);
        if (!available)
            return failure(std::move(available));
        const std::string about = "of " + type + " there were " + std::to_string(size) + ", sold " +
                                  std::to_string(stock.sold) + ", in flight " +
                                  std::to_string(stock.inFlight) + ", left " + std::to_string(*available);
        const std::int64_t most = size - stock.sold;
        if (most < 0 && !beforeAsking)
            report_.findings.add("oversold", about);
        if (*available > most || *available < most - stock.inFlight)
            report_.findings.add("stock",
                                 about + (beforeAsking ? ", before those in flight were asked again" : ""));
    }
    return {};
}

} // namespace ace::loadtest
