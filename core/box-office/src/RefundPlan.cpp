// SPDX-License-Identifier: MIT
#include "RefundPlan.h"

#include <algorithm>

namespace ace::boxoffice {

namespace {

const Ticket* findIn(const OrderRecord& record, TicketId id)
{
    const auto found = std::ranges::find(record.tickets, id, &Ticket::id);
    return found == record.tickets.end() ? nullptr : &*found;
}

bool wasReplaced(const OrderRecord& record, const Ticket& ticket)
{
    return std::ranges::any_of(record.tickets,
                               [&](const Ticket& other) { return other.reissueOf == ticket.id; });
}

// It still stands for a seat.
bool stands(const OrderRecord& record, const Ticket& ticket)
{
    return ticket.state != TicketState::Canceled && !wasReplaced(record, ticket);
}

// The first of a chain of reissues: the one that was sold.
const Ticket& originOf(const OrderRecord& record, const Ticket& ticket)
{
    const Ticket* origin = &ticket;
    for (std::size_t i = 0; origin->reissueOf && i < record.tickets.size(); ++i)
        if (const Ticket* before = findIn(record, *origin->reissueOf))
            origin = before;
    return *origin;
}

} // namespace

Money shareOf(const OrderRecord& record, const Ticket& ticket)
{
    const Ticket& origin = originOf(record, ticket);
    std::int64_t place = 0; // among the tickets of its line
    for (const Ticket& other : record.tickets) {
        if (other.id == origin.id)
            break;
        if (other.type == origin.type && !other.reissueOf)
            ++place;
    }
    for (const OrderLine& line : record.order.lines)
        if (line.type == origin.type && line.quantity > 0) {
            const auto until = [&](std::int64_t tickets) {
                return static_cast<std::int64_t>(static_cast<__int128>(line.total.minor) * tickets /
                                                 line.quantity);
            };
            return {until(place + 1) - until(place), line.total.currency};
        }
    return {0, record.order.total.currency};
}

Money leftOf(const OrderRecord& record)
{
    Money left = record.payment ? record.payment->amount : Money{0, record.order.total.currency};
    for (const Refund& refund : record.refunds)
        if (refund.state != RefundState::Failed && refund.state != RefundState::Canceled)
            left = left - refund.amount;
    return left;
}

std::vector<TicketId> standingTickets(const OrderRecord& record)
{
    std::vector<TicketId> tickets;
    for (const Ticket& ticket : record.tickets)
        if (stands(record, ticket))
            tickets.push_back(ticket.id);
    return tickets;
}

std::variant<RefundPlan, Refused> planRefund(const OrderRecord& record, const RefundRequest& request)
{
    if (record.payment && record.payment->dispute == DisputeState::Open)
        return Refused{Refusal::Disputed, "the customer's bank decides whether this money goes back; wait "
                                          "for that, or accept the dispute at the payment service"};
    const Money left = leftOf(record);
    RefundPlan plan{{0, left.currency}, {}};
    for (const TicketId id : request.tickets) {
        const Ticket* ticket = findIn(record, id);
        if (!ticket || !stands(record, *ticket))
            return Refused{Refusal::TicketNotValid,
                           "ticket " + id.toString() + " is not of this order, or is canceled or replaced"};
        if (std::ranges::find(plan.tickets, id) != plan.tickets.end())
            continue;
        plan.tickets.push_back(id);
        plan.amount = plan.amount + shareOf(record, *ticket);
    }
    if (!request.amount && request.tickets.empty()) {
        plan.amount = left;
        plan.tickets = standingTickets(record);
    }
    if (request.amount) {
        if (*request.amount <= 0)
            return Refused{Refusal::InvalidAmount, "the amount must be above 0"};
        plan.amount.minor = *request.amount;
    }
    if (plan.amount.minor > left.minor)
        return Refused{Refusal::TooMuch, plan.amount.format() + " would go back, and " + left.format() +
                                             " is left of what was paid; say an amount"};
    if (plan.amount.minor == 0 && plan.tickets.empty())
        return Refused{Refusal::NothingLeft, "all of this order was given back before"};
    return plan;
}

} // namespace ace::boxoffice
