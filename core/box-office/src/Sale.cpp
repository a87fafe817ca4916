// SPDX-License-Identifier: MIT
#include "Sale.h"

#include "Entries.h"
#include "payment/Intent.h"
#include "OrderPlan.h"
#include "payment/Settlement.h"
#include "TicketIssuer.h"

#include <ace/base/Trace.h>

#include <algorithm>

namespace ace::boxoffice {

namespace {

// A hold outlives the page that pays for it: what is paid at the last moment still finds its seats.
constexpr std::chrono::minutes kAfterPage{10};

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

Result<Sale::Planned> Sale::plan(const OrderRequest& request)
{
    auto event = parts_.catalog.findEvent(request.eventSlug);
    if (!event)
        return failure(std::move(event));
    std::optional<Voucher> voucher;
    if (const std::string code = normalVoucherCode(request.voucherCode); *event && !code.empty()) {
        auto found = parts_.storage.readValue([&](const sdk::ReadAccess& access) {
            return access.vouchers.findByCode((*event)->event.id, code);
        });
        if (!found)
            return failure(std::move(found));
        voucher = std::move(*found);
    }
    auto planned = planOrder(request, *event, voucher ? &*voucher : nullptr, parts_.clock, parts_.ids);
    if (auto* refused = std::get_if<Refused>(&planned))
        return Planned{std::move(*refused)};
    return Planned{std::make_unique<OrderPlan>(std::move(std::get<OrderPlan>(planned)))};
}

Result<SellOutcome> Sale::sell(const OrderRequest& request)
{
    trace("sale", "BoxOffice.sell");
    if (request.needsTill && !request.till)
        return refuse(request, {Refusal::TillClosed, "open the till of this counter first"});
    auto planned = plan(request);
    if (!planned)
        return failure(std::move(planned));
    if (auto* refused = std::get_if<Refused>(&*planned))
        return refuse(request, std::move(*refused));
    auto& plan = *std::get<std::unique_ptr<OrderPlan>>(*planned);
    sdk::PaymentMethod* method = settlement_.findMethod(request.paymentMethod);
    if (!method || !method->settlesAtOnce())
        return refuse(request, unknownMethod(request.paymentMethod));

    sdk::OrderDraft draft;
    draft.mode = sdk::PlaceMode::Sell;
    draft.order = std::move(plan.order);
    draft.order.state = OrderState::Paid;
    draft.claims = std::move(plan.claims);
    draft.idempotency = request.idempotency;
    Payment payment{parts_.ids.next<PaymentId>(),
                    draft.order.id,
                    request.paymentMethod,
                    PaymentState::Pending,
                    draft.order.total,
                    draft.order.total,
                    {}};
    payment.tendered.minor = request.tendered.value_or(payment.amount.minor);
    payment.begunAt = draft.order.createdAt;
    trace("sale", "PaymentMethod.begin");
    auto progress = method->begin(intentOf({draft.order, {}, payment}));
    if (!progress)
        return failure(std::move(progress));
    if (progress->state != PaymentState::Confirmed)
        return refuse(request, paymentRefused(*progress));
    payment.state = PaymentState::Confirmed;
    payment.change = {progress->change.minor, payment.amount.currency}; // a method that gives none names none
    draft.payment = payment;

    return issueAndPlace(request, *plan.event, std::move(draft));
}

Result<SellOutcome> Sale::answer(const OrderRequest& request, const sdk::OrderDraft& draft,
                                 const sdk::PlaceOutcome& outcome)
{
    if (const auto* placed = std::get_if<sdk::Placed>(&outcome))
        return Sold{{draft.order, draft.tickets, draft.payment, placed->receipt, {}}, false};
    if (const auto* before = std::get_if<sdk::PlacedBefore>(&outcome)) {
        auto record = settlement_.load(before->order);
        if (!record)
            return failure(std::move(record));
        return Sold{std::move(*record), true};
    }
    if (std::holds_alternative<sdk::KeyReused>(outcome))
        return kReused;
    if (std::holds_alternative<sdk::QuotaExhausted>(outcome))
        return refuse(request, {Refusal::SoldOut, "not enough tickets are left"});
    if (std::holds_alternative<sdk::VoucherSpent>(outcome))
        return refuse(request, {Refusal::VoucherSpent, "the voucher is used up"});
    if (std::holds_alternative<sdk::TillClosed>(outcome))
        return refuse(request, {Refusal::TillClosed, "the till session is not open; open one first"});
    return failure(ErrorCode::Internal, "a new order cannot be unsettleable");
}

// A key that was used before wins over any refusal: what was sold then is the answer.
Result<SellOutcome> Sale::refuse(const OrderRequest& request, Refused refused)
{
    if (!request.idempotency)
        return refused;
    const auto& key = *request.idempotency;
    auto known = parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        return access.orders.findByIdempotencyKey(key.scope, key.key);
    });
    if (!known)
        return failure(std::move(known));
    if (!*known)
        return refused;
    if ((*known)->bodyHash != key.bodyHash)
        return kReused;
    auto record = settlement_.load((*known)->order);
    if (!record)
        return failure(std::move(record));
    return Sold{std::move(*record), true};
}

Result<HoldOutcome> Sale::hold(const OrderRequest& request)
{
    trace("sale", "BoxOffice.hold");
    // Whoever asks again with the same key may find an order that is still waiting for its payment.
    const auto outOf = [&](Result<SellOutcome> result) -> Result<HoldOutcome> {
        if (!result)
            return failure(std::move(result));
        if (auto* refused = std::get_if<Refused>(&*result))
            return std::move(*refused);
        return beginPayment(std::get<Sold>(*result).record);
    };
    auto planned = plan(request);
    if (!planned)
        return failure(std::move(planned));
    if (auto* refused = std::get_if<Refused>(&*planned))
        return outOf(refuse(request, std::move(*refused)));
    auto& plan = *std::get<std::unique_ptr<OrderPlan>>(*planned);
    sdk::OrderDraft draft;
    draft.mode = sdk::PlaceMode::Hold;
    draft.order = std::move(plan.order);
    draft.order.holdUntil = draft.order.createdAt + parts_.holdTime;
    draft.claims = std::move(plan.claims);
    draft.idempotency = request.idempotency;
    if (draft.order.total.minor == 0)
        return outOf(giveAway(std::move(draft), *plan.event, request));
    const sdk::PaymentMethod* method = settlement_.findMethod(request.paymentMethod);
    if (!method)
        return outOf(refuse(request, unknownMethod(request.paymentMethod)));
    draft.payment = paymentOf(draft.order, plan, request);
    if (method->pageTime().count() > 0) {
        const auto closes =
            draft.order.createdAt + std::max<Microseconds>(method->pageTime(), parts_.holdTime);
        draft.payment->page.expiresAt = closes;
        draft.order.holdUntil = closes + kAfterPage;
    }
    trace("sale", "Batcher.submit");
    auto outcome = writer_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    return outOf(answer(request, draft, *outcome));
}

// All that its method will ever be told of it.
Payment Sale::paymentOf(const Order& order, const OrderPlan& plan, const OrderRequest& request) const
{
    Payment payment{parts_.ids.next<PaymentId>(), order.id,       request.paymentMethod,
                    PaymentState::Pending,        order.total,    order.total,
                    {0, order.total.currency},    order.createdAt};
    payment.page = {filledIn(request.returnUrl, order), filledIn(request.cancelUrl, order),
                    plan.event->event.name, request.language, std::nullopt};
    return payment;
}

// Nothing is to be paid, so nobody is sent to pay.
Result<SellOutcome> Sale::giveAway(sdk::OrderDraft draft, const EventSetup& event,
                                   const OrderRequest& request)
{
    draft.mode = sdk::PlaceMode::Sell;
    draft.order.state = OrderState::Paid;
    draft.order.holdUntil.reset();
    draft.payment = Payment{parts_.ids.next<PaymentId>(),
                            draft.order.id,
                            request.paymentMethod,
                            PaymentState::Confirmed,
                            draft.order.total,
                            draft.order.total,
                            draft.order.total,
                            draft.order.createdAt};
    return issueAndPlace(request, event, std::move(draft));
}

Result<SellOutcome> Sale::issueAndPlace(const OrderRequest& request, const EventSetup& event,
                                        sdk::OrderDraft draft)
{
    trace("sale", "TicketIssuer.issue");
    auto tickets = issuer_.issue(event, draft.order);
    if (!tickets)
        return failure(std::move(tickets));
    draft.tickets = std::move(*tickets);
    draft.jobs = settlement_.jobsFor(draft.order);
    trace("sale", "Batcher.submit");
    auto outcome = writer_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    return answer(request, draft, *outcome);
}

Result<HoldOutcome> Sale::beginPayment(const OrderRecord& record)
{
    if (record.order.state == OrderState::Paid)
        return Sold{record, true};
    if (record.order.state != OrderState::Pending || !record.payment)
        return Refused{Refusal::PaymentFailed, "this order is no longer open; please order again"};
    const Payment& payment = *record.payment;
    sdk::PaymentMethod* method = settlement_.findMethod(payment.method);
    if (!method)
        return unknownMethod(payment.method);
    trace("sale", "PaymentMethod.begin");
    auto progress = settlement_.ask(record, *method, &sdk::PaymentMethod::begin);
    if (!progress)
        return failure(std::move(progress)); // the hold stands; settle() asks what became of it
    if (progress->state == PaymentState::Pending)
        return Held{record, progress->redirectUrl.value_or("")};
    auto settled = settlement_.conclude(record, *progress);
    if (!settled)
        return failure(std::move(settled));
    if (settled->order.state == OrderState::Paid)
        return Sold{std::move(*settled), false};
    return paymentRefused(*progress);
}

} // namespace ace::boxoffice
