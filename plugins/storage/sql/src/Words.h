// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/SigningKey.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/domain/sales/Order.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Ticket.h>

#include <string_view>

namespace ace::sql {

// Enumerations as they stand in the database: words, so that the order of an enum's members means nothing
// there.
std::string_view word(KeyState state);
std::string_view word(Channel channel);
std::string_view word(OrderState state);
std::string_view word(TicketState state);
std::string_view word(PaymentState state);
std::string_view word(Direction direction);
std::string_view word(Reason reason);

// The value of a word; throws SqlError (Corrupt) where there is none. For each of the enumerations above.
template <class Enum> Enum fromWord(std::string_view text);
template <> KeyState fromWord<KeyState>(std::string_view text);
template <> Channel fromWord<Channel>(std::string_view text);
template <> OrderState fromWord<OrderState>(std::string_view text);
template <> TicketState fromWord<TicketState>(std::string_view text);
template <> PaymentState fromWord<PaymentState>(std::string_view text);
template <> Direction fromWord<Direction>(std::string_view text);
template <> Reason fromWord<Reason>(std::string_view text);

} // namespace ace::sql
