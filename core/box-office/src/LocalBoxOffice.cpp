// SPDX-License-Identifier: MIT
#include <ace/box-office/LocalBoxOffice.h>

#include "AfterSale.h"
#include "Aftermath.h"
#include "ChangeReader.h"
#include "Entries.h"
#include "Intent.h"
#include "JobKinds.h"
#include "Mailings.h"
#include "OrderPlan.h"
#include "Payback.h"
#include "Reconciler.h"
#include "Settlement.h"
#include "TicketIssuer.h"

#include <ace/base/Bytes.h>
#include <ace/base/Trace.h>

#include <algorithm>

namespace ace::boxoffice {

namespace {

constexpr std::size_t kMaxBatch = 256;
constexpr std::size_t kMaxWaiting = 4096;
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

LocalBoxOffice::LocalBoxOffice(Parts parts)
    : parts_(std::move(parts)), issuer_(std::make_unique<TicketIssuer>(parts_.storage, parts_.ids)),
      batcher_("ace-orders", kMaxBatch, kMaxWaiting,
               [this](std::span<const sdk::OrderDraft> drafts) {
                   trace("sale", "Storage.placeOrders");
                   return parts_.storage.placeOrders(drafts);
               }),
      settlement_(std::make_unique<Settlement>(parts_, *issuer_, batcher_)),
      reconciler_(std::make_unique<Reconciler>(parts_, *settlement_)),
      afterSale_(std::make_unique<AfterSale>(parts_, *issuer_)), payback_(std::make_unique<Payback>(parts_)),
      aftermath_(std::make_unique<Aftermath>(parts_, *settlement_)),
      changeReader_(std::make_unique<ChangeReader>(parts_)), mailings_(std::make_unique<Mailings>(parts_))
{
}

LocalBoxOffice::~LocalBoxOffice() = default;

Result<LocalBoxOffice::Planned> LocalBoxOffice::plan(const OrderRequest& request)
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

Result<SellOutcome> LocalBoxOffice::sell(const OrderRequest& request)
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
    sdk::PaymentMethod* method = settlement_->findMethod(request.paymentMethod);
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

Result<SellOutcome> LocalBoxOffice::answer(const OrderRequest& request, const sdk::OrderDraft& draft,
                                           const sdk::PlaceOutcome& outcome)
{
    if (const auto* placed = std::get_if<sdk::Placed>(&outcome))
        return Sold{{draft.order, draft.tickets, draft.payment, placed->receipt, {}}, false};
    if (const auto* before = std::get_if<sdk::PlacedBefore>(&outcome)) {
        auto record = settlement_->load(before->order);
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
Result<SellOutcome> LocalBoxOffice::refuse(const OrderRequest& request, Refused refused)
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
    auto record = settlement_->load((*known)->order);
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
    const sdk::PaymentMethod* method = settlement_->findMethod(request.paymentMethod);
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
    auto outcome = batcher_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    return outOf(answer(request, draft, *outcome));
}

// All that its method will ever be told of it.
Payment LocalBoxOffice::paymentOf(const Order& order, const OrderPlan& plan,
                                  const OrderRequest& request) const
{
    Payment payment{parts_.ids.next<PaymentId>(), order.id,       request.paymentMethod,
                    PaymentState::Pending,        order.total,    order.total,
                    {0, order.total.currency},    order.createdAt};
    payment.page = {filledIn(request.returnUrl, order), filledIn(request.cancelUrl, order),
                    plan.event->event.name, request.language, std::nullopt};
    return payment;
}

// Nothing is to be paid, so nobody is sent to pay.
Result<SellOutcome> LocalBoxOffice::giveAway(sdk::OrderDraft draft, const EventSetup& event,
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

Result<SellOutcome> LocalBoxOffice::issueAndPlace(const OrderRequest& request, const EventSetup& event,
                                                  sdk::OrderDraft draft)
{
    trace("sale", "TicketIssuer.issue");
    auto tickets = issuer_->issue(event, draft.order);
    if (!tickets)
        return failure(std::move(tickets));
    draft.tickets = std::move(*tickets);
    draft.jobs = settlement_->jobsFor(draft.order);
    trace("sale", "Batcher.submit");
    auto outcome = batcher_.submit(draft);
    if (!outcome)
        return failure(std::move(outcome));
    return answer(request, draft, *outcome);
}

Result<HoldOutcome> LocalBoxOffice::beginPayment(const OrderRecord& record)
{
    if (record.order.state == OrderState::Paid)
        return Sold{record, true};
    if (record.order.state != OrderState::Pending || !record.payment)
        return Refused{Refusal::PaymentFailed, "this order is no longer open; please order again"};
    const Payment& payment = *record.payment;
    sdk::PaymentMethod* method = settlement_->findMethod(payment.method);
    if (!method)
        return unknownMethod(payment.method);
    trace("sale", "PaymentMethod.begin");
    auto progress = settlement_->ask(record, *method, &sdk::PaymentMethod::begin);
    if (!progress)
        return failure(std::move(progress)); // the hold stands; settle() asks what became of it
    if (progress->state == PaymentState::Pending)
        return Held{record, progress->redirectUrl.value_or("")};
    auto settled = settlement_->conclude(record, *progress);
    if (!settled)
        return failure(std::move(settled));
    if (settled->order.state == OrderState::Paid)
        return Sold{std::move(*settled), false};
    return paymentRefused(*progress);
}

Result<HoldOutcome> LocalBoxOffice::resume(OrderId order)
{
    auto record = settlement_->load(order);
    if (!record)
        return failure(std::move(record));
    return beginPayment(*record);
}

Result<OrderRecord> LocalBoxOffice::abandon(OrderId order)
{
    auto record = settlement_->load(order);
    if (!record || record->order.state != OrderState::Pending)
        return record;
    return reconciler_->release(*record, OrderState::Canceled);
}

Result<OrderRecord> LocalBoxOffice::settle(OrderId order) { return settlement_->settle(order); }

Result<std::size_t> LocalBoxOffice::releaseExpiredHolds() { return reconciler_->releaseExpiredHolds(); }

Result<std::size_t> LocalBoxOffice::askOpenPayments() { return reconciler_->askOpenPayments(); }

Result<std::size_t> LocalBoxOffice::readChanges() { return changeReader_->read(); }

Result<LocalBoxOffice::Told>
LocalBoxOffice::tellOf(const std::string& method,
                       const std::vector<std::pair<std::string, std::string>>& headers,
                       const std::string& body)
{
    sdk::PaymentMethod* found = settlement_->findMethod(method);
    if (!found)
        return failure(ErrorCode::NotFound, "there is no way to pay called \"" + cleanUtf8(method) + "\"");
    auto news = found->notify(headers, body);
    if (!news)
        return failure(std::move(news));
    if (!*news)
        return Told{};
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) {
        return Told{access.orders.findOrderOfPayment((*news)->payment), (*news)->afterwards};
    });
}

Result<OrderRecord>
LocalBoxOffice::notifyPayment(const std::string& method,
                              const std::vector<std::pair<std::string, std::string>>& headers,
                              const std::string& body)
{
    auto told = tellOf(method, headers, body);
    if (!told)
        return failure(std::move(told));
    if (!told->order)
        return failure(ErrorCode::NotFound, "the message is about no payment of ours");
    return told->afterwards ? aftermath_->review(*told->order) : settlement_->settle(*told->order);
}

Result<std::optional<OrderId>>
LocalBoxOffice::takePaymentMessage(const std::string& method,
                                   const std::vector<std::pair<std::string, std::string>>& headers,
                                   const std::string& body)
{
    auto told = tellOf(method, headers, body);
    if (!told)
        return failure(std::move(told));
    if (!told->order)
        return std::optional<OrderId>();
    const Job job{parts_.ids.next<JobId>(), told->afterwards ? kReviewOrder : kSettleOrder,
                  told->order->toString(), parts_.clock.now(), 0};
    auto promised = parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.jobs.insert(job);
        return {};
    });
    if (!promised)
        return failure(std::move(promised));
    return told->order;
}

Result<std::optional<OrderRecord>> LocalBoxOffice::findOrder(std::string_view code)
{
    return parts_.storage.readValue(
        [&](const sdk::ReadAccess& access) { return access.orders.findByCode(code); });
}

Result<std::optional<TicketRecord>> LocalBoxOffice::findTicket(TicketId ticket)
{
    return afterSale_->findTicket(ticket);
}

Result<RefundOutcome> LocalBoxOffice::voidOrder(const std::string& code, const std::string& reason,
                                                const sdk::Act& act)
{
    return afterSale_->voidOrder(code, reason, act);
}

Result<RefundOutcome> LocalBoxOffice::refund(const RefundRequest& request)
{
    return afterSale_->refund(request);
}

Result<TicketOutcome> LocalBoxOffice::setTicketBlocked(TicketId ticket, bool blocked, const sdk::Act& act)
{
    return afterSale_->setTicketBlocked(ticket, blocked, act);
}

Result<TicketOutcome> LocalBoxOffice::renameTicket(TicketId ticket, const std::string& holder,
                                                   const sdk::Act& act)
{
    return afterSale_->renameTicket(ticket, holder, act);
}

Result<TicketOutcome> LocalBoxOffice::reissueTicket(TicketId ticket, const sdk::Act& act)
{
    return afterSale_->reissueTicket(ticket, act);
}

Result<ResendOutcome> LocalBoxOffice::resendOrder(const ResendRequest& request)
{
    return mailings_->resendOrder(request);
}

Result<void> LocalBoxOffice::sendLinks(const std::string& email, const std::string& language)
{
    return mailings_->sendLinks(email, language);
}

Result<void> LocalBoxOffice::settleRefund(const Job& job) { return payback_->settle(job); }

Result<void> LocalBoxOffice::settleOrder(const Job& job)
{
    const auto order = OrderId::parse(job.subject);
    if (!order)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    if (auto settled = settlement_->settle(*order); !settled)
        return failure(std::move(settled));
    return {};
}

Result<void> LocalBoxOffice::reviewOrder(const Job& job)
{
    const auto order = OrderId::parse(job.subject);
    if (!order)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    if (auto reviewed = aftermath_->review(*order); !reviewed)
        return failure(std::move(reviewed));
    return {};
}

Result<void> LocalBoxOffice::cancelOrder(OrderId order) { return afterSale_->cancelOrder(order); }

Result<void> LocalBoxOffice::revokeTicket(TicketId ticket) { return afterSale_->revokeTicket(ticket); }

} // namespace ace::boxoffice
