// SPDX-License-Identifier: MIT
#include "Aftermath.h"

#include "JobKinds.h"
#include "Notices.h"
#include "RefundPlan.h"

#include <ace/base/Trace.h>

#include <algorithm>

namespace ace::boxoffice {

namespace {

const Refund* findRefund(const OrderRecord& record, const sdk::MoneyBack& back)
{
    const auto found = std::ranges::find_if(record.refunds, [&](const Refund& refund) {
        return back.refund ? refund.id == *back.refund : refund.foreign == back.name;
    });
    return found == record.refunds.end() ? nullptr : &*found;
}

bool isKnown(const OrderRecord& record, const std::string& name)
{
    return std::ranges::any_of(record.refunds, [&](const Refund& refund) { return refund.foreign == name; });
}

DisputeState flagOf(const std::vector<sdk::Dispute>& disputes)
{
    const auto any = [&](sdk::Dispute::State state) {
        return std::ranges::any_of(disputes, [&](const auto& one) { return one.state == state; });
    };
    if (any(sdk::Dispute::State::Open))
        return DisputeState::Open;
    return any(sdk::Dispute::State::Lost) ? DisputeState::Lost : DisputeState::None;
}

std::string refundDetail(const Refund& refund)
{
    return "{\"refund\":\"" + refund.id.toString() + "\",\"amount\":" + std::to_string(refund.amount.minor) +
           ",\"currency\":\"" + std::string(refund.amount.currency.text()) + "\"}";
}

} // namespace

Result<OrderRecord> Aftermath::review(OrderId order)
{
    trace("refund", "BoxOffice.review");
    auto record = settlement_.settle(order);
    if (!record || !record->payment || record->payment->state != PaymentState::Confirmed ||
        record->payment->amount.minor == 0)
        return record;
    sdk::PaymentMethod* method = settlement_.findMethod(record->payment->method);
    if (!method || method->settlesAtOnce())
        return record;
    auto progress = settlement_.ask(*record, *method, &sdk::PaymentMethod::query);
    if (!progress && progress.error().code == ErrorCode::NotFound) {
        parts_.log.warn("box-office", "what became of the money of order " + record->order.code +
                                          " cannot be known any more: " + progress.error().describe());
        return record; // for good
    }
    if (!progress)
        return failure(std::move(progress));
    Warnings warnings;
    auto noted = parts_.storage.transact([&](sdk::WriteAccess& access) {
        warnings.clear();
        return note(access, order, *progress, warnings);
    });
    if (!noted)
        return failure(std::move(noted));
    for (const std::string& warning : warnings)
        parts_.log.warn("box-office", "order " + record->order.code + ": " + warning);
    return settlement_.load(order);
}

Result<void> Aftermath::note(sdk::WriteAccess& access, OrderId order, const sdk::PaymentProgress& progress,
                             Warnings& warnings) const
{
    // Read again for each: the one before may have changed it.
    for (const sdk::MoneyBack& back : progress.back)
        if (auto done = noteBack(access, *access.orders.find(order), back, warnings); !done)
            return done;
    for (const sdk::Dispute& dispute : progress.disputes)
        if (auto done = takeLost(access, *access.orders.find(order), dispute, warnings); !done)
            return done;
    if (progress.disputes.empty())
        return {};
    return flag(access, *access.orders.find(order), progress.disputes, warnings);
}

Result<void> Aftermath::noteBack(sdk::WriteAccess& access, const OrderRecord& record,
                                 const sdk::MoneyBack& back, Warnings& warnings) const
{
    if (const Refund* known = findRefund(record, back)) {
        move(access, record, *known, back, warnings);
        return {};
    }
    if (back.state == PaymentState::Failed || back.state == PaymentState::Canceled)
        return {}; // nothing moved, and nobody here knew of it
    return import(access, record,
                  {back.name, back.amount,
                   back.state == PaymentState::Confirmed ? RefundState::Done : RefundState::InTransit,
                   RefundKind::Refund, "refunded at the payment service (" + back.name + ")"},
                  warnings);
}

void Aftermath::move(sdk::WriteAccess& access, const OrderRecord& record, const Refund& refund,
                     const sdk::MoneyBack& back, Warnings& warnings) const
{
    if (back.state == PaymentState::Confirmed) {
        if (refund.state == RefundState::Failed && refund.amount.minor > leftOf(record).minor) {
            warnings.push_back(
                "refund " + refund.id.toString() + " of " + refund.amount.format() +
                " had failed here and went back all the same, more than was left of what was paid");
            return;
        }
        if (!access.refunds.setState(refund.id, RefundState::InTransit, RefundState::Done) &&
            !access.refunds.setState(refund.id, RefundState::Failed, RefundState::Done))
            return;
        promiseNotice(access, parts_, record, refund);
        tell(access, parts_, "refund.done", record, refund.id);
        audit(access, record, "refund.done", refundDetail(refund));
        return;
    }
    if (back.state != PaymentState::Failed && back.state != PaymentState::Canceled)
        return;
    if (!access.refunds.setState(refund.id, RefundState::Done, RefundState::Failed) &&
        !access.refunds.setState(refund.id, RefundState::InTransit, RefundState::Failed))
        return;
    tell(access, parts_, "refund.failed", record, refund.id);
    audit(access, record, "refund.failed", refundDetail(refund));
    warnings.push_back("refund " + refund.id.toString() + " came back (" + back.refusal +
                       "): " + refund.amount.format() + " is owed again; give it back another way");
}

Result<void> Aftermath::import(sdk::WriteAccess& access, const OrderRecord& record, const Taken& taken,
                               Warnings& warnings) const
{
    const Money left = leftOf(record);
    if (taken.amount.minor > left.minor)
        return failure(ErrorCode::Conflict,
                       "order " + record.order.code + ": " + taken.amount.format() +
                           " went back at the payment service (" + taken.name + "), and only " +
                           left.format() + " is left of what was paid. Compare its refunds there and here");
    Refund refund;
    refund.id = parts_.ids.next<RefundId>();
    refund.order = record.order.id;
    refund.payment = record.payment->id;
    refund.kind = taken.kind;
    refund.state = taken.state;
    refund.amount = taken.amount;
    refund.reason = taken.reason;
    refund.foreign = taken.name;
    refund.createdAt = parts_.clock.now();
    if (taken.amount == left && record.order.state == OrderState::Paid)
        refund.tickets = standingTickets(record);
    access.refunds.insert(refund, nullptr);
    if (refund.state == RefundState::Done)
        tell(access, parts_, "refund.done", record, refund.id);
    if (access.orders.find(record.order.id)->order.state != record.order.state)
        tell(access, parts_, "order.canceled", record);
    for (const TicketId ticket : refund.tickets)
        tell(access, parts_, "ticket.changed", record, ticket);
    if (parts_.deliver && refund.kind == RefundKind::Refund && !record.order.customer.email.empty())
        access.jobs.insert(
            {parts_.ids.next<JobId>(), kDeliverNotice, refund.id.toString(), refund.createdAt, 0});
    audit(access, record, "refund.imported", refundDetail(refund));
    warnings.push_back(
        refund.amount.format() + " was " + refund.reason +
        (refund.tickets.empty() ? "; its tickets stay as they are" : "; its tickets are canceled"));
    return {};
}

Result<void> Aftermath::takeLost(sdk::WriteAccess& access, const OrderRecord& record,
                                 const sdk::Dispute& dispute, Warnings& warnings) const
{
    if (dispute.state != sdk::Dispute::State::Lost || isKnown(record, dispute.name))
        return {};
    // It may be about money that was given back already: the bank takes it all the same.
    Money amount = dispute.amount;
    if (const Money left = leftOf(record); amount.minor > left.minor) {
        if (record.payment->dispute != DisputeState::Lost)
            warnings.push_back("the bank took " + (amount - left).format() +
                               " more than was left of what was paid (" + dispute.name + ")");
        amount = left;
    }
    if (amount.minor == 0)
        return {};
    return import(access, record,
                  {dispute.name, amount, RefundState::Done, RefundKind::Dispute,
                   "taken back by the customer's bank (" + dispute.name + ")"},
                  warnings);
}

Result<void> Aftermath::flag(sdk::WriteAccess& access, const OrderRecord& record,
                             const std::vector<sdk::Dispute>& disputes, Warnings& warnings) const
{
    const DisputeState state = flagOf(disputes);
    if (!access.orders.setDispute(record.payment->id, state))
        return {};
    const std::string is = state == DisputeState::None ? "won" : name(state);
    tell(access, parts_, "order.disputed", record);
    audit(access, record, "payment.dispute",
          "{\"payment\":\"" + record.payment->id.toString() + "\",\"dispute\":\"" + is + "\"}");
    warnings.push_back("the dispute of its payment is " + is);
    return {};
}

void Aftermath::audit(sdk::WriteAccess& access, const OrderRecord& record, std::string_view action,
                      const std::string& detail) const
{
    access.audit.append({parts_.clock.now(), {}, std::string(action), "order:" + record.order.code, detail});
}

} // namespace ace::boxoffice
