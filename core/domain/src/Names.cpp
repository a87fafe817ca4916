// SPDX-License-Identifier: MIT
#include <ace/domain/entry/Verdict.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Ticket.h>

#include <string_view>

namespace ace::inline domain {

const char* name(TicketState state)
{
    switch (state) {
    case TicketState::Valid:
        return "valid";
    case TicketState::Canceled:
        return "canceled";
    case TicketState::Blocked:
        return "blocked";
    }
    return "valid";
}

const char* name(PaymentState state)
{
    switch (state) {
    case PaymentState::Created:
        return "created";
    case PaymentState::Pending:
        return "pending";
    case PaymentState::Confirmed:
        return "confirmed";
    case PaymentState::Failed:
        return "failed";
    case PaymentState::Canceled:
        return "canceled";
    }
    return "created";
}

const char* name(Direction direction) { return direction == Direction::Entry ? "entry" : "exit"; }

const char* name(Reason reason)
{
    switch (reason) {
    case Reason::Invalid:
        return "invalid";
    case Reason::UnknownKey:
        return "unknown_key";
    case Reason::WrongEvent:
        return "wrong_event";
    case Reason::Unpaid:
        return "unpaid";
    case Reason::Canceled:
        return "canceled";
    case Reason::Blocked:
        return "blocked";
    case Reason::Revoked:
        return "revoked";
    case Reason::Expired:
        return "expired";
    case Reason::NotYetValid:
        return "not_yet_valid";
    case Reason::WrongProduct:
        return "wrong_product";
    case Reason::WrongZone:
        return "wrong_zone";
    case Reason::AlreadyRedeemed:
        return "already_redeemed";
    }
    return "invalid";
}

std::optional<Reason> parseReason(std::string_view text)
{
    for (int i = 0; i <= static_cast<int>(Reason::AlreadyRedeemed); ++i)
        if (text == name(static_cast<Reason>(i)))
            return static_cast<Reason>(i);
    return std::nullopt;
}

} // namespace ace::inline domain
