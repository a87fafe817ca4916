// SPDX-License-Identifier: MIT
#pragma once

#include <ace/catalog/Catalog.h>
#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/port/TicketOutput.h>

#include <string>
#include <string_view>

namespace ace::server::tickets {

// Tickets to print at home, rendered when they are fetched. Thread-safe. All throw http::Problem.
class TicketPdf
{
public:
    // `output` is null where this server has no PDF plugin.
    TicketPdf(catalog::Catalog& catalog, sdk::TicketOutput* output) : catalog_(catalog), output_(output) {}

    // The ticket with this id. unknown_order: the order has none; ticket_not_valid: it does not admit any
    // more.
    std::string renderOne(const OrderRecord& record, std::string_view ticketId) const;
    std::string renderAll(const OrderRecord& record) const; // those that are valid, a page each

private:
    std::string render(const OrderRecord& record, std::vector<Ticket> tickets) const;

    catalog::Catalog& catalog_;
    sdk::TicketOutput* output_;
};

bool isGood(const Ticket& ticket); // a page may offer it

// The event of an order. Throws Problem.
catalog::EventPtr eventOf(const OrderRecord& record, catalog::Catalog& catalog);

} // namespace ace::server::tickets
