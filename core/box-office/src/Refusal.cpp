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
    }
    return "payment_failed";
}

} // namespace ace::boxoffice
