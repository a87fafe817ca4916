// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/Refund.h>
#include <ace/domain/sales/Ticket.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::api {

// What a refund's body says.
struct RefundBody
{
    std::optional<Money> amount;
    std::vector<TicketId> tickets;
    std::string reason;
    std::optional<TillSessionId> till;
};

RefundBody parseRefund(std::string_view body); // throws Problem `malformed`, as the others
std::string parseReason(std::string_view body);
std::string parseEmail(std::string_view body); // an empty body or none in it: empty
std::string parseHolder(std::string_view body);

std::string renderRefund(const Refund& refund);

// What a ticket's answer says beside the ticket.
struct TicketContext
{
    std::string orderCode;
    std::string event; // slug
    std::string typeName;
};
std::string renderTicket(const Ticket& ticket, const TicketContext& context);
std::string renderReissued(const Ticket& ticket, const TicketContext& context); // with its token

} // namespace ace::server::api
