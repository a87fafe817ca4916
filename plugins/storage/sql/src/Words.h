// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/SigningKey.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/domain/people/Role.h>
#include <ace/domain/people/Station.h>
#include <ace/domain/sales/Allotment.h>
#include <ace/domain/sales/Order.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Refund.h>
#include <ace/domain/sales/Ticket.h>
#include <ace/domain/sales/Till.h>
#include <ace/domain/sales/Voucher.h>
#include <ace/domain/sales/WaitingRoom.h>

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
std::string_view word(Role role);
std::string_view word(StationKind kind);
std::string_view word(VoucherEffect effect);
std::string_view word(RefundState state);
std::string_view word(RefundKind kind);
std::string_view word(DisputeState state);
std::string_view word(CashMoveKind kind);
std::string_view word(ReceiptKind kind);
std::string_view word(LeaseState state);
std::string_view word(WaitingMode mode);

// The value of a word; throws SqlError (Corrupt) where there is none. For each of the enumerations above.
template <class Enum> Enum fromWord(std::string_view text);
template <> KeyState fromWord<KeyState>(std::string_view text);
template <> Channel fromWord<Channel>(std::string_view text);
template <> OrderState fromWord<OrderState>(std::string_view text);
template <> TicketState fromWord<TicketState>(std::string_view text);
template <> PaymentState fromWord<PaymentState>(std::string_view text);
template <> Direction fromWord<Direction>(std::string_view text);
template <> Reason fromWord<Reason>(std::string_view text);
template <> Role fromWord<Role>(std::string_view text);
template <> StationKind fromWord<StationKind>(std::string_view text);
template <> VoucherEffect fromWord<VoucherEffect>(std::string_view text);
template <> RefundState fromWord<RefundState>(std::string_view text);
template <> RefundKind fromWord<RefundKind>(std::string_view text);
template <> DisputeState fromWord<DisputeState>(std::string_view text);
template <> CashMoveKind fromWord<CashMoveKind>(std::string_view text);
template <> ReceiptKind fromWord<ReceiptKind>(std::string_view text);
template <> LeaseState fromWord<LeaseState>(std::string_view text);
template <> WaitingMode fromWord<WaitingMode>(std::string_view text);

} // namespace ace::sql
