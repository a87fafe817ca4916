// SPDX-License-Identifier: MIT
#include "Settlement.h"

#include <ace/base/Trace.h>
#include <ace/outbox/Webhooks.h>

namespace ace::boxoffice {

namespace {
constexpr std::size_t kHoldsAtOnce = 500;
}

Result<OrderRecord> Settlement::settle(OrderId order)
{
    trace("sale", "BoxOffice.settle");
    auto record = load(order);
    if (!record || record->order.state == OrderState::Paid || !record->payment)
        return record;
    if (!record->tickets.empty()) // it was paid and canceled since: its refunds say what goes back
        return record;
    sdk::PaymentMethod* method = findMethod(record->payment->method);
    if (!method)
        return record;
    trace("sale", "PaymentMethod.query");
    auto progress = method->query(record->payment->id);
    if (!progress && progress.error().code == ErrorCode::NotFound)
        return record; // it never began, or its other side has forgotten it: not paid
    if (!progress)
        return failure(std::move(progress));
    return conclude(*record, *progress);
}

Result<OrderRecord> Settlement::conclude(const OrderRecord& record, const sdk::PaymentProgress& progress)
{
    if (progress.state == PaymentState::Confirmed)
        return confirm(record, *record.payment);
    const bool refused = progress.state == PaymentState::Failed || progress.state == PaymentState::Canceled;
    if (refused && record.order.state == OrderState::Pending)
        return giveBack(record, OrderState::Canceled, progress.state);
    return record;
}

// Confirmed by its method: tickets, or the money back when no seat is left.
Result<OrderRecord> Settlement::confirm(const OrderRecord& record, const Payment& payment)
{
    auto events = parts_.catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    const EventSetup* setup = nullptr;
    for (const auto& event : *events)
        if (event->event.id == record.order.event)
            setup = event.get();
    if (!setup)
        return failure(ErrorCode::Conflict,
                       "the event of order " + record.order.code + " is not in the catalog");
    trace("sale", "TicketIssuer.issue");
    auto tickets = issuer_.issue(*setup, record.order);
    if (!tickets)
        return failure(std::move(tickets));
    sdk::OrderDraft draft;
    draft.mode = sdk::PlaceMode::Settle;
    draft.order = record.order;
    draft.tickets = std::move(*tickets);
    draft.payment = payment;
    draft.payment->state = PaymentState::Confirmed;
    draft.jobs = jobsFor(record.order);
    trace("sale", "Batcher.submit");
    auto outcome = writer_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    if (std::holds_alternative<sdk::QuotaExhausted>(*outcome) ||
        std::holds_alternative<sdk::VoucherSpent>(*outcome) ||
        std::holds_alternative<sdk::NotSettleable>(*outcome))
        return payBack(record, payment);
    return load(record.order.id);
}

Result<OrderRecord> Settlement::payBack(const OrderRecord& record, const Payment& payment)
{
    parts_.log.warn(
        "box-office",
        "order " + record.order.code +
            " was paid after its hold, and its seats or its voucher are gone; its payment is reversed");
    // Named after the payment: asked for again, it is the same reversal.
    auto reversed =
        findMethod(payment.method)->reverse({payment.id, RefundId{payment.id.value}, payment.amount});
    if (!reversed)
        return failure(std::move(reversed));
    if (reversed->state != PaymentState::Confirmed)
        return failure(ErrorCode::OutcomeUnknown, "the payment of order " + record.order.code +
                                                      " is not given back yet: " + reversed->refusal);
    auto noted = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.orders.setPaymentState(payment.id, PaymentState::Canceled);
        return {};
    });
    if (!noted)
        return failure(std::move(noted));
    return load(record.order.id);
}

Result<OrderRecord> Settlement::giveBack(const OrderRecord& record, OrderState becomes, PaymentState payment)
{
    auto done = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (access.orders.releaseHold(record.order.id, becomes) && record.payment)
            access.orders.setPaymentState(record.payment->id, payment);
        return {};
    });
    if (!done)
        return failure(std::move(done));
    return load(record.order.id);
}

Result<std::size_t> Settlement::releaseExpiredHolds()
{
    const Instant now = parts_.clock.now();
    auto expired = parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.listExpiredHolds(now, kHoldsAtOnce); });
    if (!expired)
        return failure(std::move(expired));
    std::size_t released = 0;
    for (const OrderId id : *expired) {
        auto record = load(id);
        if (!record)
            return failure(std::move(record));
        auto paid = wasPaidAfterAll(*record);
        if (!paid) {
            parts_.log.warn("box-office",
                            "order " + record->order.code +
                                " keeps its seats: its payment cannot be asked: " + paid.error().describe());
            continue;
        }
        auto settled = *paid ? confirm(*record, *record->payment)
                             : giveBack(*record, OrderState::Expired, PaymentState::Canceled);
        if (!settled) {
            parts_.log.warn("box-office", "order " + record->order.code +
                                              " is looked at again later: " + settled.error().describe());
            continue;
        }
        released += *paid ? 0 : 1;
    }
    return released;
}

// Asked once more before its seats go; what is still open is canceled first, so that nobody pays for seats
// that are gone.
Result<bool> Settlement::wasPaidAfterAll(const OrderRecord& record)
{
    sdk::PaymentMethod* method = record.payment ? findMethod(record.payment->method) : nullptr;
    if (!method)
        return false;
    auto progress = method->query(record.payment->id);
    if (!progress && progress.error().code == ErrorCode::NotFound)
        return false;
    if (!progress)
        return failure(std::move(progress));
    if (progress->state == PaymentState::Pending) {
        if (auto canceled = method->cancel(record.payment->id); !canceled)
            return failure(std::move(canceled));
    }
    return progress->state == PaymentState::Confirmed;
}

Result<OrderRecord> Settlement::load(OrderId order)
{
    auto record =
        parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(order); });
    if (!record)
        return failure(std::move(record));
    if (!*record)
        return failure(ErrorCode::NotFound, "there is no order " + order.toString());
    return std::move(**record);
}

std::vector<Job> Settlement::jobsFor(const Order& order)
{
    std::vector<Job> jobs;
    if (parts_.webhooks)
        jobs = parts_.webhooks->jobsFor({"order.paid", order.event, {{"order", order.id.value}}});
    if (parts_.deliver)
        jobs.push_back(
            {parts_.ids.next<JobId>(), "deliver-order", order.id.toString(), parts_.clock.now(), 0});
    return jobs;
}

sdk::PaymentMethod* Settlement::findMethod(const std::string& name) const
{
    const auto found = parts_.payments.find(name);
    return found == parts_.payments.end() ? nullptr : found->second;
}

} // namespace ace::boxoffice
