// SPDX-License-Identifier: MIT
#include <ace/box-office/Sale.h>

namespace ace::boxoffice {

const char* name(Refusal refusal)
{
    switch (refusal) {
    case Refusal::UnknownEvent:
        return "unknown_event";
    case Refusal::UnknownTicketType:
        return "unknown_ticket_type";
    case Refusal::NothingWanted:
        return "nothing_wanted";
    case Refusal::OverLimit:
        return "over_limit";
    case Refusal::UnderLimit:
        return "under_limit";
    case Refusal::NotOnSale:
        return "not_on_sale";
    case Refusal::SoldOut:
        return "sold_out";
    case Refusal::UnknownPaymentMethod:
        return "unknown_payment_method";
    case Refusal::TenderedTooLittle:
        return "tendered_too_little";
    case Refusal::PaymentFailed:
        return "payment_failed";
    case Refusal::IdempotencyKeyReused:
        return "idempotency_key_reused";
    case Refusal::UnknownVoucher:
        return "unknown_voucher";
    case Refusal::VoucherSpent:
        return "voucher_spent";
    case Refusal::VoucherNotValid:
        return "voucher_not_valid";
    case Refusal::NotSoldHere:
        return "not_sold_here";
    case Refusal::TillClosed:
        return "till_closed";
    case Refusal::UnknownOrder:
        return "unknown_order";
    case Refusal::UnknownTicket:
        return "unknown_ticket";
    case Refusal::NotPaid:
        return "not_paid";
    case Refusal::NothingLeft:
        return "nothing_left";
    case Refusal::Disputed:
        return "disputed";
    case Refusal::TooMuch:
        return "too_much";
    case Refusal::TicketNotValid:
        return "ticket_not_valid";
    case Refusal::VoidTooLate:
        return "void_too_late";
    case Refusal::ReasonMissing:
        return "reason_missing";
    case Refusal::InvalidName:
        return "invalid_name";
    case Refusal::NoMail:
        return "no_mail";
    case Refusal::NoEmail:
        return "no_email";
    case Refusal::InvalidEmail:
        return "invalid_email";
    case Refusal::ResentTooOften:
        return "resent_too_often";
    case Refusal::UnknownTill:
        return "unknown_till";
    case Refusal::TillOpen:
        return "till_open";
    case Refusal::InvalidAmount:
        return "invalid_amount";
    case Refusal::UnknownStation:
        return "unknown_station";
    case Refusal::UnknownAllotment:
        return "unknown_allotment";
    case Refusal::InvalidQuantity:
        return "invalid_quantity";
    case Refusal::NotLeased:
        return "not_leased";
    }
    return "payment_failed";
}

} // namespace ace::boxoffice
