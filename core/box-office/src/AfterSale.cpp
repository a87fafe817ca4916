// SPDX-License-Identifier: MIT
#include "AfterSale.h"

#include "Entries.h"
#include "JobKinds.h"
#include "Notices.h"
#include "RefundPlan.h"

#include <algorithm>

namespace ace::boxoffice {

namespace {

constexpr std::size_t kReceiptsAtOnce = 500;

std::optional<Receipt> receiptOf(sdk::WriteAccess& access, const Refund& refund)
{
    if (!refund.till)
        return std::nullopt;
    const auto session = access.tills.findSession(*refund.till);
    const auto till = session ? access.tills.find(session->till) : std::nullopt;
    if (!till)
        return std::nullopt;
    const TillTotals totals = access.tills.totalsOf(session->id);
    for (std::int64_t after = totals.receiptsFrom - 1; after < totals.receiptsUntil;) {
        const auto page = access.tills.listReceipts(till->series, after, kReceiptsAtOnce);
        if (page.empty())
            break;
        for (const Receipt& receipt : page)
            if (receipt.refund == refund.id)
                return receipt;
        after = page.back().number;
    }
    return std::nullopt;
}

RefundOutcome refundAgain(sdk::WriteAccess& access, const std::string& subject)
{
    const auto id = RefundId::parse(subject);
    auto refund = id ? access.refunds.find(*id) : std::nullopt;
    if (!refund)
        return kReused; // the key made something else
    auto receipt = receiptOf(access, *refund);
    return Refunded{std::move(*refund), std::move(receipt), true};
}

TicketOutcome ticketAgain(sdk::WriteAccess& access, const std::string& subject)
{
    const auto id = TicketId::parse(subject);
    auto ticket = id ? access.orders.findTicket(*id) : std::nullopt;
    if (!ticket)
        return kReused;
    return TicketChanged{std::move(*ticket), true};
}

std::optional<Refused> tillRefusal(sdk::WriteAccess& access, const std::optional<TillSessionId>& till)
{
    if (!till)
        return std::nullopt;
    const auto session = access.tills.findSession(*till);
    if (!session || session->closedAt)
        return Refused{Refusal::TillClosed, "the till session is not open; open one first"};
    return std::nullopt;
}

bool wasAdmitted(const sdk::WriteAccess& access, TicketId ticket)
{
    return std::ranges::any_of(access.entries.scansOf(ticket),
                               [](const Scan& scan) { return scan.verdict.admitted(); });
}

Refused unknownTicket(TicketId ticket)
{
    return {Refusal::UnknownTicket, "there is no ticket " + ticket.toString()};
}

} // namespace

Result<std::optional<TicketRecord>> AfterSale::findTicket(TicketId id)
{
    return parts_.storage.readValue([&](const sdk::ReadAccess& access) -> std::optional<TicketRecord> {
        auto ticket = access.orders.findTicket(id);
        const auto record = ticket ? access.orders.find(ticket->order) : std::nullopt;
        if (!record)
            return std::nullopt;
        return TicketRecord{std::move(*ticket), record->order.code, record->order.event, record->order.state};
    });
}

Result<RefundOutcome> AfterSale::voidOrder(const std::string& code, const std::string& reason,
                                           const sdk::Act& act)
{
    return giveBack(RefundKind::Void, {code, {}, {}, reason, {}, act});
}

Result<RefundOutcome> AfterSale::refund(const RefundRequest& request)
{
    return giveBack(RefundKind::Refund, request);
}

Result<RefundOutcome> AfterSale::giveBack(RefundKind kind, const RefundRequest& request)
{
    if (!isReason(request.reason))
        return Refused{Refusal::ReasonMissing, "say why, in up to 500 bytes"};
    const RefundId id = parts_.ids.next<RefundId>();
    const Instant now = parts_.clock.now();
    const auto work = [&](sdk::WriteAccess& access) -> RefundOutcome {
        const auto record = access.orders.findByCode(request.code);
        if (!record)
            return Refused{Refusal::UnknownOrder, "there is no order " + cleanUtf8(request.code)};
        // A canceled one may still have money of its customer, where an earlier refund failed.
        if (!record->payment || record->payment->state != PaymentState::Confirmed)
            return Refused{Refusal::NotPaid, "only a paid order can be given back"};
        const auto till = kind == RefundKind::Void ? record->order.till : request.till;
        const auto closed = tillRefusal(access, till);
        if (kind == RefundKind::Void && (!till || closed))
            return Refused{Refusal::VoidTooLate, "no open till session sold this order; refund it instead"};
        if (closed)
            return *closed;
        if (request.needsTill && !till)
            return Refused{Refusal::TillClosed, "open the till of this counter first"};
        auto planned = planRefund(*record, request);
        if (auto* refused = std::get_if<Refused>(&planned))
            return std::move(*refused);
        auto& plan = std::get<RefundPlan>(planned);
        if (request.onlyUnused &&
            std::ranges::any_of(plan.tickets, [&](TicketId ticket) { return wasAdmitted(access, ticket); }))
            return Refused{Refusal::TicketNotValid, "one of its tickets was used already"};
        const auto method = parts_.payments.find(record->payment->method);
        const bool atOnce =
            plan.amount.minor == 0 || (method != parts_.payments.end() && method->second->settlesAtOnce());
        return write(access, {id, record->order.id, record->payment->id, kind,
                              atOnce ? RefundState::Done : RefundState::Created, plan.amount, request.reason,
                              std::move(plan.tickets), request.act.by, till, now});
    };
    return sdk::once<Refunded, Refused>(parts_.storage, request.act, id.toString(), kReused, work,
                                        refundAgain);
}

RefundOutcome AfterSale::write(sdk::WriteAccess& access, const Refund& refund)
{
    auto receipt = access.refunds.insert(refund, nullptr);
    const auto record = access.orders.find(refund.order);
    if (refund.state == RefundState::Done) {
        tell(access, parts_, "refund.done", *record, refund.id);
    } else {
        access.jobs.insert(
            {parts_.ids.next<JobId>(), kSettleRefund, refund.id.toString(), refund.createdAt, 0});
    }
    if (record->order.state == OrderState::Canceled)
        tell(access, parts_, "order.canceled", *record);
    for (const TicketId ticket : refund.tickets)
        tell(access, parts_, "ticket.changed", *record, ticket);
    note(access, refund.by, refund.kind == RefundKind::Void ? "order.void" : "order.refund",
         "order:" + record->order.code,
         "{\"refund\":\"" + refund.id.toString() + "\",\"amount\":" + std::to_string(refund.amount.minor) +
             ",\"currency\":\"" + std::string(refund.amount.currency.text()) +
             "\",\"tickets\":" + std::to_string(refund.tickets.size()) + "}");
    return Refunded{refund, std::move(receipt), false};
}

Result<TicketOutcome> AfterSale::changeTicket(const TicketAct& what, const TicketChange& change)
{
    const auto work = [&](sdk::WriteAccess& access) -> TicketOutcome {
        const auto ticket = access.orders.findTicket(what.ticket);
        const auto record = ticket ? access.orders.find(ticket->order) : std::nullopt;
        if (!record)
            return unknownTicket(what.ticket);
        if (ticket->state == TicketState::Canceled || ticket->revoked)
            return Refused{Refusal::TicketNotValid, "the ticket is canceled, revoked or replaced"};
        if (auto refused = change(access, *ticket, *record))
            return std::move(*refused);
        auto answer = ticketAgain(access, what.makes);
        auto& changed = std::get<TicketChanged>(answer);
        changed.repeated = false;
        if (changed.ticket == *ticket)
            return answer; // it was so before: nothing happened
        tell(access, parts_, "ticket.changed", *record, what.ticket);
        if (changed.ticket.id != what.ticket)
            tell(access, parts_, "ticket.changed", *record, changed.ticket.id);
        note(access, what.act.by, what.action, "ticket:" + what.ticket.toString(),
             changed.ticket.id == what.ticket ? "{}"
                                              : "{\"ticket\":\"" + changed.ticket.id.toString() + "\"}");
        return answer;
    };
    return sdk::once<TicketChanged, Refused>(parts_.storage, what.act, what.makes, kReused, work,
                                             ticketAgain);
}

Result<TicketOutcome> AfterSale::setTicketBlocked(TicketId id, bool blocked, const sdk::Act& act)
{
    return changeTicket(
        {id, act, blocked ? "ticket.block" : "ticket.unblock", id.toString()},
        [&](sdk::WriteAccess& access, const Ticket& ticket, const OrderRecord&) -> std::optional<Refused> {
            const TicketState wanted = blocked ? TicketState::Blocked : TicketState::Valid;
            if (ticket.state != wanted)
                access.orders.setTicketState(ticket.id, wanted);
            return std::nullopt;
        });
}

Result<TicketOutcome> AfterSale::renameTicket(TicketId id, const std::string& holder, const sdk::Act& act)
{
    if (holder.size() > kMostNameBytes || cleanUtf8(holder) != holder)
        return Refused{Refusal::InvalidName, "a name has up to 200 bytes of text on one line"};
    return changeTicket(
        {id, act, "ticket.rename", id.toString()},
        [&](sdk::WriteAccess& access, const Ticket& ticket, const OrderRecord&) -> std::optional<Refused> {
            if (ticket.holder != holder)
                access.orders.setTicketHolder(ticket.id, holder);
            return std::nullopt;
        });
}

Result<TicketOutcome> AfterSale::reissueTicket(TicketId id, const sdk::Act& act)
{
    auto found = findTicket(id);
    if (!found)
        return failure(std::move(found));
    if (!*found)
        return unknownTicket(id);
    const Ticket& old = (*found)->ticket;
    auto events = parts_.catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    for (const auto& event : *events) {
        if (event->event.id != (*found)->event)
            continue;
        auto issued = issuer_.issueFor(*event, old.type, 1);
        if (!issued)
            return failure(std::move(issued));
        Ticket& fresh = issued->front();
        fresh.order = old.order;
        fresh.reissueOf = id;
        return changeTicket(
            {id, act, "ticket.reissue", fresh.id.toString()},
            [&](sdk::WriteAccess& access, const Ticket& ticket,
                const OrderRecord& record) -> std::optional<Refused> {
                if (ticket.state != TicketState::Valid)
                    return Refused{Refusal::TicketNotValid, "the ticket is blocked; unblock it first"};
                fresh.holder = ticket.holder;
                access.orders.reissueTicket(fresh);
                if (parts_.deliver)
                    access.jobs.insert({parts_.ids.next<JobId>(), "deliver-order", record.order.id.toString(),
                                        parts_.clock.now(), 0});
                return std::nullopt;
            });
    }
    return failure(ErrorCode::Conflict, "the event of ticket " + id.toString() + " is not in the catalog");
}

Result<void> AfterSale::cancelOrder(OrderId order)
{
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        if (!access.orders.cancelPaid(order))
            return failure(ErrorCode::Conflict, "only a paid order can be canceled");
        const auto record = access.orders.find(order);
        tell(access, parts_, "order.canceled", *record);
        for (const Ticket& ticket : record->tickets)
            tell(access, parts_, "ticket.changed", *record, ticket.id);
        note(access, {}, "order.cancel", "order:" + record->order.code);
        return {};
    });
}

Result<void> AfterSale::revokeTicket(TicketId ticket)
{
    return parts_.storage.transact([&](sdk::WriteAccess& access) -> Result<void> {
        const auto found = access.orders.findTicket(ticket);
        const auto record = found ? access.orders.find(found->order) : std::nullopt;
        if (!record)
            return failure(ErrorCode::NotFound, "there is no such ticket");
        access.orders.revokeTicket(ticket);
        tell(access, parts_, "ticket.changed", *record, ticket);
        note(access, {}, "ticket.revoke", "ticket:" + ticket.toString());
        return {};
    });
}

void AfterSale::note(sdk::WriteAccess& access, const Actor& by, const std::string& action,
                     const std::string& subject, const std::string& detail) const
{
    access.audit.append({parts_.clock.now(), by, action, subject, detail});
}

} // namespace ace::boxoffice
