// SPDX-License-Identifier: MIT
#include "Settlement.h"

#include "Intent.h"
#include "JobKinds.h"

#include <ace/base/Trace.h>
#include <ace/outbox/Webhooks.h>

namespace ace::boxoffice {

namespace {
constexpr const char* kTooLate = "It was paid after its seats or its voucher were gone";
}

Result<OrderRecord> Settlement::settle(OrderId order)
{
    trace("sale", "BoxOffice.settle");
    auto record = load(order);
    if (!record || record->order.state == OrderState::Paid || !record->payment)
        return record;
    // It was paid and canceled since, or its payment came too late: its refunds say what goes back.
    if (!record->tickets.empty() || record->payment->state == PaymentState::Confirmed)
        return record;
    sdk::PaymentMethod* method = findMethod(record->payment->method);
    if (!method)
        return record;
    trace("sale", "PaymentMethod.query");
    auto progress = ask(*record, *method, &sdk::PaymentMethod::query);
    if (!progress && progress.error().code == ErrorCode::NotFound)
        return record; // it never began, or its other side has forgotten it: not paid
    if (!progress)
        return failure(std::move(progress));
    return conclude(*record, *progress);
}

Result<sdk::PaymentProgress> Settlement::ask(const OrderRecord& record, sdk::PaymentMethod& method, Call call)
{
    auto progress = (method.*call)(intentOf(record));
    if (!progress || progress->memo.empty() || progress->memo == record.payment->memo)
        return progress;
    auto kept = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.orders.keepPaymentMemo(record.payment->id, progress->memo);
        return {};
    });
    if (!kept)
        return failure(std::move(kept));
    return progress;
}

Result<OrderRecord> Settlement::conclude(const OrderRecord& record, const sdk::PaymentProgress& progress)
{
    if (progress.state == PaymentState::Confirmed)
        return confirm(record);
    const bool refused = progress.state == PaymentState::Failed || progress.state == PaymentState::Canceled;
    if (refused && record.order.state == OrderState::Pending)
        return giveBack(record, OrderState::Canceled, progress.state);
    return record;
}

Result<OrderRecord> Settlement::confirm(const OrderRecord& record)
{
    const Payment& payment = *record.payment;
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

// A refund like any other: its job asks the method until the money is back, after a restart too.
Result<OrderRecord> Settlement::payBack(const OrderRecord& record, const Payment& payment)
{
    Refund refund;
    refund.id = RefundId{payment.id.value};
    refund.order = record.order.id;
    refund.payment = payment.id;
    refund.amount = payment.amount;
    refund.reason = kTooLate;
    refund.createdAt = parts_.clock.now();
    const Job job{parts_.ids.next<JobId>(), kSettleRefund, refund.id.toString(), refund.createdAt, 0};
    const Job notice{parts_.ids.next<JobId>(), kDeliverNotice, refund.id.toString(), refund.createdAt, 0};
    bool first = false;
    auto noted = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        first = access.orders.setPaymentState(payment.id, PaymentState::Confirmed);
        if (!first)
            return {};
        access.refunds.insert(refund, nullptr);
        access.jobs.insert(job);
        if (parts_.deliver && !record.order.customer.email.empty())
            access.jobs.insert(notice);
        access.audit.append({refund.createdAt,
                             {},
                             "order.paid-too-late",
                             "order:" + record.order.code,
                             "{\"refund\":\"" + refund.id.toString() + "\"}"});
        return {};
    });
    if (!noted)
        return failure(std::move(noted));
    if (first)
        parts_.log.warn("box-office",
                        "order " + record.order.code +
                            " was paid after its hold, and its seats or its voucher are gone; its money goes "
                            "back");
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
