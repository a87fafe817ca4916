// SPDX-License-Identifier: MIT
#pragma once

#include "StorageFixture.h"

namespace ace::test {

// People, stations and tills of the fixture's event.
class BackendFixture : public StorageFixture
{
protected:
    Staff aPerson(const std::string& login, std::vector<Assignment> assignments = {})
    {
        return {ids_.next<StaffId>(), "Ana Ruiz", login, true, std::move(assignments), 1};
    }
    StaffId putPerson(const std::string& login, std::vector<Assignment> assignments = {})
    {
        const Staff staff = aPerson(login, std::move(assignments));
        write([&](sdk::WriteAccess& access) { access.staff.insert(staff); });
        return staff.id;
    }

    Station aStation(const std::string& name)
    {
        Station station;
        station.id = ids_.next<StationId>();
        station.name = name;
        station.event = event_.event.id;
        station.createdAt = clock_.now();
        return station;
    }
    StationId putStation(const std::string& name)
    {
        const Station station = aStation(name);
        write([&](sdk::WriteAccess& access) { access.stations.insert(station); });
        return station.id;
    }

    TillId putTill(const std::string& series)
    {
        const Till till{ids_.next<TillId>(), event_.event.id, "Till " + series, series};
        write([&](sdk::WriteAccess& access) { access.tills.insert(till); });
        return till.id;
    }
    TillSession aSession(TillId till, std::int64_t openingFloat = 10'000)
    {
        TillSession session;
        session.id = ids_.next<TillSessionId>();
        session.till = till;
        session.openedAt = clock_.now();
        session.openingFloat = {openingFloat, {}};
        return session;
    }
    TillSessionId openTill(const std::string& series)
    {
        const TillSession session = aSession(putTill(series));
        write([&](sdk::WriteAccess& access) { access.tills.openSession(session); });
        return session.id;
    }
    bool closeTill(TillSessionId id, std::int64_t counted = 0)
    {
        return valueOf(storage().transactValue([&](sdk::WriteAccess& access) {
            TillSession closed = *access.tills.findSession(id);
            closed.closedAt = clock_.now() + std::chrono::hours(8);
            closed.counted = Money{counted, {}};
            return access.tills.closeSession(closed);
        }));
    }
    sdk::OrderDraft soldAt(TillSessionId session, std::int32_t quantity = 1,
                           std::string_view type = "General")
    {
        auto draft = anOrder(event_, ids_).of(type, quantity).sold();
        draft.order.till = session;
        return draft;
    }

    Voucher aVoucher(const std::string& code, std::int64_t usesMost = 1)
    {
        Voucher voucher;
        voucher.id = ids_.next<VoucherId>();
        voucher.event = event_.event.id;
        voucher.code = code;
        voucher.usesMost = usesMost;
        voucher.validity = event_.event.sale;
        return voucher;
    }
    VoucherId putVoucher(const std::string& code, std::int64_t usesMost = 1)
    {
        const Voucher voucher = aVoucher(code, usesMost);
        write([&](sdk::WriteAccess& access) { access.vouchers.insert(voucher); });
        return voucher.id;
    }

    // All of what was paid, for nothing of its tickets unless they are named.
    Refund aRefund(const sdk::OrderDraft& draft, std::int64_t amount, std::vector<TicketId> tickets = {})
    {
        Refund refund;
        refund.id = ids_.next<RefundId>();
        refund.order = draft.order.id;
        refund.payment = draft.payment->id;
        refund.state = RefundState::Done;
        refund.amount = {amount, {}};
        refund.reason = "Rain";
        refund.tickets = std::move(tickets);
        refund.createdAt = clock_.now();
        return refund;
    }
    std::optional<Receipt> giveBack(const Refund& refund, const sdk::IdempotencyKey* key = nullptr)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.refunds.insert(refund, key); }));
    }
    static std::vector<TicketId> ticketsOf(const sdk::OrderDraft& draft)
    {
        std::vector<TicketId> ids;
        for (const Ticket& ticket : draft.tickets)
            ids.push_back(ticket.id);
        return ids;
    }

    Allotment anAllotment(StationId station, std::size_t count, std::size_t type = 0)
    {
        Allotment allotment{ids_.next<AllotmentId>(), station, event_.types[type].id, clock_.now(), {}, {}};
        for (std::size_t i = 0; i < count; ++i) {
            LeasedTicket ticket{ids_.next<TicketId>(), {}, LeaseState::Leased};
            ids_.fill(ticket.token);
            allotment.tickets.push_back(ticket);
        }
        return allotment;
    }
    std::vector<sdk::QuotaClaim> claimsFor(const Allotment& allotment)
    {
        std::vector<sdk::QuotaClaim> claims;
        for (const QuotaId quota : event_.findType(allotment.type)->quotas)
            claims.push_back({quota, std::ssize(allotment.tickets)});
        return claims;
    }

    std::vector<sdk::TicketChange> changesAfter(std::int64_t sequence, std::size_t most = 100)
    {
        return look([&](const sdk::ReadAccess& access) {
            return access.reports.ticketChanges(event_.event.id, sequence, most);
        });
    }
};

} // namespace ace::test
