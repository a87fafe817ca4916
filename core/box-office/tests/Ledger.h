// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"

#include <ace/sdk/storage/Storage.h>

#include <algorithm>

namespace ace::boxoffice {

// What all orders on record come to, minor units.
struct Ledger
{
    std::int64_t paid = 0; // confirmed payments
    std::int64_t back = 0; // refunds that are not failed or canceled
    std::int64_t owed = 0; // to customers without a ticket
    std::int64_t seats = 0;
};

// Reads it, and asserts that it adds up: nobody has a ticket who has not paid, nobody has paid without a
// ticket or money that is owed, no seat is lost or sold twice.
inline Ledger ledgerOf(sdk::Storage& storage)
{
    Ledger ledger;
    std::int64_t sold = 0;
    test::mustSucceed(storage.read([&](const sdk::ReadAccess& access) -> Result<void> {
        for (const auto& broken : access.reports.brokenRules(10))
            CPPUNIT_FAIL(broken.rule + ": " + broken.row);
        for (const EventSetup& setup : access.events.list())
            for (const QuotaLevel& level : access.events.levels(setup.event.id))
                sold += level.sold;
        for (const OrderId id : access.reports.orders({}, {})) {
            const OrderRecord record = access.orders.find(id).value();
            const bool confirmed = record.payment && record.payment->state == PaymentState::Confirmed;
            const std::int64_t paid = confirmed ? record.payment->amount.minor : 0;
            std::int64_t back = 0;
            for (const Refund& refund : record.refunds)
                if (refund.state != RefundState::Failed && refund.state != RefundState::Canceled)
                    back += refund.amount.minor;
            const auto seats = std::ranges::count_if(record.tickets, [](const Ticket& ticket) {
                return ticket.state != TicketState::Canceled && !ticket.revoked;
            });
            CPPUNIT_ASSERT_MESSAGE("more went back than was paid", back <= paid);
            CPPUNIT_ASSERT_MESSAGE("tickets without an order that is paid",
                                   (seats > 0) == (record.order.state == OrderState::Paid));
            CPPUNIT_ASSERT_MESSAGE("a paid order without a payment",
                                   confirmed || record.order.state != OrderState::Paid);
            ledger.paid += paid;
            ledger.back += back;
            ledger.seats += seats;
            if (seats == 0)
                ledger.owed += paid - back;
        }
        return {};
    }));
    CPPUNIT_ASSERT_EQUAL_MESSAGE("seats that nobody has, or that two have", sold, ledger.seats);
    return ledger;
}

} // namespace ace::boxoffice
