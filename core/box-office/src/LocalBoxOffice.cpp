// SPDX-License-Identifier: MIT
#include <ace/box-office/LocalBoxOffice.h>

#include "OrderPlan.h"
#include "TicketIssuer.h"

#include <ace/base/Trace.h>

namespace ace::boxoffice {

namespace {

constexpr std::size_t kMaxBatch = 256;
constexpr std::size_t kMaxWaiting = 4096;
constexpr std::size_t kHoldsAtOnce = 500;

Refused paymentRefused(const sdk::PaymentProgress& progress)
{
    if (progress.refusal == name(Refusal::TenderedTooLittle))
        return {Refusal::TenderedTooLittle, "what was handed over is less than the total"};
    return {Refusal::PaymentFailed, progress.refusal.empty() ? "the payment was refused" : progress.refusal};
}

std::string filledIn(std::string url, const Order& order)
{
    for (const auto& [mark, value] : {std::pair("{code}", &order.code), std::pair("{key}", &order.key)})
        if (const std::size_t at = url.find(mark); at != std::string::npos)
            url.replace(at, std::string_view(mark).size(), *value);
    return url;
}

Refused unknownMethod(const std::string& method)
{
    return {Refusal::UnknownPaymentMethod, "\"" + method + "\" cannot be taken here"};
}

} // namespace

LocalBoxOffice::LocalBoxOffice(Parts parts)
    : parts_(std::move(parts)), issuer_(std::make_unique<TicketIssuer>(parts_.storage, parts_.ids)),
      batcher_("ace-orders", kMaxBatch, kMaxWaiting, [this](std::span<const sdk::OrderDraft> drafts) {
          trace("sale", "Storage.placeOrders");
          return parts_.storage.placeOrders(drafts);
      })
{
}

LocalBoxOffice::~LocalBoxOffice() = default;

Result<SellOutcome> LocalBoxOffice::sell(const OrderRequest& request)
{
    trace("sale", "BoxOffice.sell");
    auto planned = planOrder(request, parts_.catalog, parts_.clock, parts_.ids);
    if (!planned)
        return failure(std::move(planned));
    if (auto* refused = std::get_if<Refused>(&*planned))
        return refuse(request, std::move(*refused));
    auto& plan = std::get<OrderPlan>(*planned);
    sdk::PaymentMethod* method = findMethod(request.paymentMethod);
    if (!method || !method->settlesAtOnce())
        return refuse(request, unknownMethod(request.paymentMethod));

    sdk::OrderDraft draft;
    draft.mode = sdk::PlaceMode::Sell;
    draft.order = std::move(plan.order);
    draft.order.state = OrderState::Paid;
    draft.claims = std::move(plan.claims);
    draft.idempotency = request.idempotency;
    Payment payment{parts_.ids.next<PaymentId>(), draft.order.id,    request.paymentMethod, PaymentState::Confirmed,
                    draft.order.total,            draft.order.total, {}};
    payment.tendered.minor = request.tendered.value_or(payment.amount.minor);
    trace("sale", "PaymentMethod.begin");
    auto progress = method->begin({payment.id, payment.amount, payment.tendered, draft.order.code, {}});
    if (!progress)
        return failure(std::move(progress));
    if (progress->state != PaymentState::Confirmed)
        return refuse(request, paymentRefused(*progress));
    payment.change = progress->change;
    draft.payment = payment;

    trace("sale", "TicketIssuer.issue");
    auto tickets = issuer_->issue(*plan.event, draft.order);
    if (!tickets)
        return failure(std::move(tickets));
    draft.tickets = std::move(*tickets);
    draft.jobs = jobsFor(draft.order);
    trace("sale", "Batcher.submit");
    auto outcome = batcher_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    return answer(request, draft, *outcome);
}

Result<SellOutcome> LocalBoxOffice::answer(const OrderRequest& request, const sdk::OrderDraft& draft,
                                           const sdk::PlaceOutcome& outcome)
{
    if (std::holds_alternative<sdk::Placed>(outcome))
        return Sold{{draft.order, draft.tickets, draft.payment}, false};
    if (const auto* before = std::get_if<sdk::PlacedBefore>(&outcome)) {
        auto record = load(before->order);
        if (!record)
            return failure(std::move(record));
        return Sold{std::move(*record), true};
    }
    if (std::holds_alternative<sdk::KeyReused>(outcome))
        return Refused{Refusal::IdempotencyKeyReused, "this key was used for another request"};
    if (std::holds_alternative<sdk::QuotaExhausted>(outcome))
        return refuse(request, {Refusal::SoldOut, "not enough tickets are left"});
    return failure(ErrorCode::Internal, "a new order cannot be unsettleable");
}

// A key that was used before wins over any refusal: what was sold then is the answer.
Result<SellOutcome> LocalBoxOffice::refuse(const OrderRequest& request, Refused refused)
{
    if (!request.idempotency)
        return refused;
    const auto& key = *request.idempotency;
    auto known = parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.findByIdempotencyKey(key.scope, key.key); });
    if (!known)
        return failure(std::move(known));
    if (!*known)
        return refused;
    if ((*known)->bodyHash != key.bodyHash)
        return Refused{Refusal::IdempotencyKeyReused, "this key was used for another request"};
    auto record = load((*known)->order);
    if (!record)
        return failure(std::move(record));
    return Sold{std::move(*record), true};
}

Result<HoldOutcome> LocalBoxOffice::hold(const OrderRequest& request)
{
    trace("sale", "BoxOffice.hold");
    // Whoever asks again with the same key may find an order that is still waiting for its payment.
    const auto outOf = [&](Result<SellOutcome> result) -> Result<HoldOutcome> {
        if (!result)
            return failure(std::move(result));
        if (auto* refused = std::get_if<Refused>(&*result))
            return std::move(*refused);
        return beginPayment(std::get<Sold>(*result).record, request);
    };
    auto planned = planOrder(request, parts_.catalog, parts_.clock, parts_.ids);
    if (!planned)
        return failure(std::move(planned));
    if (auto* refused = std::get_if<Refused>(&*planned))
        return outOf(refuse(request, std::move(*refused)));
    if (!findMethod(request.paymentMethod))
        return outOf(refuse(request, unknownMethod(request.paymentMethod)));
    auto& plan = std::get<OrderPlan>(*planned);
    sdk::OrderDraft draft;
    draft.mode = sdk::PlaceMode::Hold;
    draft.order = std::move(plan.order);
    draft.order.holdUntil = draft.order.createdAt + parts_.holdTime;
    draft.claims = std::move(plan.claims);
    draft.idempotency = request.idempotency;
    draft.payment = Payment{parts_.ids.next<PaymentId>(), draft.order.id,    request.paymentMethod, PaymentState::Pending,
                            draft.order.total,            draft.order.total, {0, draft.order.total.currency}};
    auto outcome = batcher_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    return outOf(answer(request, draft, *outcome));
}

Result<HoldOutcome> LocalBoxOffice::beginPayment(const OrderRecord& record, const OrderRequest& request)
{
    if (record.order.state == OrderState::Paid)
        return Sold{record, true};
    if (record.order.state != OrderState::Pending || !record.payment)
        return Refused{Refusal::PaymentFailed, "this order is no longer open; please order again"};
    const Payment& payment = *record.payment;
    sdk::PaymentMethod* method = findMethod(payment.method);
    if (!method)
        return unknownMethod(payment.method);
    trace("sale", "PaymentMethod.begin");
    auto progress = method->begin({payment.id, payment.amount, payment.tendered, record.order.code,
                                   filledIn(request.returnUrl, record.order)});
    if (!progress)
        return failure(std::move(progress)); // the hold stands; settle() asks what became of it
    if (progress->state == PaymentState::Pending)
        return Held{record, progress->redirectUrl.value_or("")};
    auto settled = progress->state == PaymentState::Confirmed
                       ? confirm(record, payment)
                       : giveBack(record, OrderState::Canceled, progress->state);
    if (!settled)
        return failure(std::move(settled));
    if (settled->order.state == OrderState::Paid)
        return Sold{std::move(*settled), false};
    return paymentRefused(*progress);
}

Result<OrderRecord> LocalBoxOffice::settle(OrderId order)
{
    trace("sale", "BoxOffice.settle");
    auto record = load(order);
    if (!record || record->order.state == OrderState::Paid || !record->payment)
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
    if (progress->state == PaymentState::Confirmed)
        return confirm(*record, *record->payment);
    if (record->order.state == OrderState::Pending &&
        (progress->state == PaymentState::Failed || progress->state == PaymentState::Canceled))
        return giveBack(*record, OrderState::Canceled, progress->state);
    return record;
}

// Confirmed by its method: tickets, or the money back when no seat is left.
Result<OrderRecord> LocalBoxOffice::confirm(const OrderRecord& record, const Payment& payment)
{
    auto events = parts_.catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    const EventSetup* setup = nullptr;
    for (const auto& event : *events)
        if (event->event.id == record.order.event)
            setup = event.get();
    if (!setup)
        return failure(ErrorCode::Conflict, "the event of order " + record.order.code + " is not in the catalog");
    trace("sale", "TicketIssuer.issue");
    auto tickets = issuer_->issue(*setup, record.order);
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
    auto outcome = batcher_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    const bool noSeat = std::holds_alternative<sdk::QuotaExhausted>(*outcome);
    if (noSeat || std::holds_alternative<sdk::NotSettleable>(*outcome)) {
        parts_.log.warn("box-office", "order " + record.order.code + " was paid too late" +
                                          (noSeat ? ", and its seats are gone" : "") + "; its payment is reversed");
        sdk::PaymentMethod* method = findMethod(payment.method);
        if (auto reversed = method->reverse(payment.id, payment.amount); !reversed)
            return failure(std::move(reversed));
        auto noted = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.orders.setPaymentState(payment.id, PaymentState::Canceled);
            return {};
        });
        if (!noted)
            return failure(std::move(noted));
    }
    return load(record.order.id);
}

Result<OrderRecord> LocalBoxOffice::giveBack(const OrderRecord& record, OrderState becomes, PaymentState payment)
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

Result<std::size_t> LocalBoxOffice::releaseExpiredHolds()
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
            parts_.log.warn("box-office", "order " + record->order.code + " keeps its seats: its payment cannot be asked: " +
                                              paid.error().describe());
            continue;
        }
        auto settled = *paid ? confirm(*record, *record->payment)
                             : giveBack(*record, OrderState::Expired, PaymentState::Canceled);
        if (!settled)
            return failure(std::move(settled));
        released += *paid ? 0 : 1;
    }
    return released;
}

// Asked once more before its seats go; what is still open is canceled first, so that nobody pays for seats that are gone.
Result<bool> LocalBoxOffice::wasPaidAfterAll(const OrderRecord& record)
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

Result<OrderRecord> LocalBoxOffice::notifyPayment(const std::string& method,
                                                  const std::vector<std::pair<std::string, std::string>>& headers,
                                                  const std::string& body)
{
    sdk::PaymentMethod* found = findMethod(method);
    if (!found)
        return failure(ErrorCode::NotFound, "there is no way to pay called \"" + method + "\"");
    auto payment = found->notify(headers, body);
    if (!payment)
        return failure(std::move(payment));
    auto order = parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.findOrderOfPayment(*payment); });
    if (!order)
        return failure(std::move(order));
    if (!*order)
        return failure(ErrorCode::NotFound, "no order has the payment " + payment->toString());
    return settle(**order);
}

Result<std::optional<OrderRecord>> LocalBoxOffice::findOrder(std::string_view code)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.orders.findByCode(code); });
}

Result<void> LocalBoxOffice::cancelOrder(OrderId order)
{
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (!access.orders.cancelPaid(order))
            return failure(ErrorCode::Conflict, "only a paid order can be canceled");
        return {};
    });
}

Result<void> LocalBoxOffice::setTicketBlocked(TicketId ticket, bool blocked)
{
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto found = access.orders.findTicket(ticket);
        if (!found || found->state == TicketState::Canceled)
            return failure(ErrorCode::Conflict, "there is no such ticket, or it is canceled");
        access.orders.setTicketState(ticket, blocked ? TicketState::Blocked : TicketState::Valid);
        return {};
    });
}

Result<void> LocalBoxOffice::revokeTicket(TicketId ticket)
{
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (!access.orders.findTicket(ticket))
            return failure(ErrorCode::NotFound, "there is no such ticket");
        access.orders.revokeTicket(ticket);
        return {};
    });
}

Result<OrderRecord> LocalBoxOffice::load(OrderId order)
{
    auto record = parts_.storage.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(order); });
    if (!record)
        return failure(std::move(record));
    if (!*record)
        return failure(ErrorCode::NotFound, "there is no order " + order.toString());
    return std::move(**record);
}

std::vector<Job> LocalBoxOffice::jobsFor(const Order& order)
{
    if (!parts_.deliver)
        return {};
    return {{parts_.ids.next<JobId>(), "deliver-order", order.id.toString(), parts_.clock.now(), 0}};
}

sdk::PaymentMethod* LocalBoxOffice::findMethod(const std::string& name) const
{
    const auto found = parts_.payments.find(name);
    return found == parts_.payments.end() ? nullptr : found->second;
}

} // namespace ace::boxoffice
