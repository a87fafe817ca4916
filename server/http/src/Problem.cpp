// SPDX-License-Identifier: MIT
#include <ace/server/http/Problem.h>

#include <ace/base/Assert.h>

namespace ace::server::http {

namespace {

constexpr ProblemKind kKinds[] = {
    {"malformed", 400, "The request cannot be understood",
     "Something in it is missing, of another type, or out of range. The detail says what. Sending it again "
     "will not help."},
    {"idempotency_key_required", 400, "Idempotency-Key is missing",
     "A sale needs the header Idempotency-Key: 1 to 255 visible ASCII characters, new for every sale, the "
     "same for every "
     "retry of one."},
    {"unauthorized", 401, "A bearer is needed",
     "Send Authorization: Bearer with a credential of this server that has not expired."},
    {"station_revoked", 401, "The station is revoked",
     "Its key counts no more, for good. It should forget its keys, names and tickets; pair another station."},
    {"staff_session_required", 401, "Somebody must be logged in at the station",
     "Send, beside the station's JWT, Ace-Staff with the bearer of a log-in that was made there and has not "
     "ended."},
    {"wrong_secret", 401, "Not logged in", "No such log-in, or the secret is another one."},
    {"unknown_pairing_code", 401, "No such pairing code",
     "It was never given, is used up or too old. An organiser makes another one."},
    {"forbidden", 403, "Not allowed with this credential",
     "It is good, but its role, station or event does not include this."},
    {"not_found", 404, "There is nothing here", "The address is wrong, or what it named is gone."},
    {"unknown_event", 404, "No such event", "No event has this slug."},
    {"unknown_order", 404, "No such order", "No order has this code, or no ticket of it has this id."},
    {"unknown_ticket", 404, "No such ticket", "No ticket has this id, or it is another event's."},
    {"unknown_part", 404, "No such part of the event",
     "The event has no such type, quota, zone, gate or key."},
    {"unknown_till", 404, "No such till", "No till has this id, or it is another event's."},
    {"unknown_station", 404, "No such station", "No station has this id, or it is another event's."},
    {"unknown_allotment", 404, "No such allotment", "No allotment has this id, or it is another station's."},
    {"unknown_webhook", 404, "No such webhook", "No webhook has this id."},
    {"method_not_allowed", 405, "Not with this method",
     "The header Allow names the methods that this address knows."},
    {"request_timeout", 408, "The request took too long to arrive", "Its body was not complete in time."},
    {"sold_out", 409, "Sold out", "Fewer tickets are left than were asked for. Nothing was sold."},
    {"not_on_sale", 409, "Not on sale", "The event's tickets are not sold at this time. Nothing was sold."},
    {"ticket_not_valid", 409, "The ticket is not valid", "It was canceled, blocked or withdrawn."},
    {"request_under_way", 409, "The first request is still running",
     "One with the same Idempotency-Key has not been answered yet. Send it again after Retry-After."},
    {"voucher_spent", 409, "The voucher is used up", "Nothing was sold."},
    {"till_closed", 409, "The till is not open", "Open the till, then try again. Nothing was done."},
    {"till_open", 409, "The till is open already", "A till has one open session at most."},
    {"not_paid", 409, "The order is not paid", "Only what was paid can be given back."},
    {"nothing_left", 409, "Nothing is left to give back", "All of it was given back before."},
    {"no_mail", 409, "Nothing is mailed here", "This server's configuration has no [deliver]."},
    {"no_email", 409, "The order has no e-mail address", "Give one with the request."},
    {"void_too_late", 409, "Too late to void",
     "The till session of this sale is closed, or there was none. Refund it instead."},
    {"not_leased", 409, "Not leased", "One of these tickets is sold, returned or written off already."},
    {"currency_fixed", 409, "The currency is fixed", "Tickets were sold in the other one."},
    {"key_active", 409, "The key signs tickets now", "Make a new key first; then this one can be retired."},
    {"code_taken", 409, "The code is taken", "Another voucher of the event has it."},
    {"not_here", 403, "Nothing to do here", "There is no role for this person at the station's event."},
    {"conflict", 409, "The state has changed",
     "It is no longer what the request takes for granted. Read it again."},
    {"too_large", 413, "The request is too large", "A body may have 1 MiB."},
    {"expectation_failed", 417, "The expectation cannot be met", "Expect may only be 100-continue."},
    {"revision_changed", 412, "Somebody else was faster",
     "If-Match is not the present revision. Read it again, then decide anew."},
    {"unknown_ticket_type", 422, "No such ticket type",
     "The event has no ticket type with this id. Nothing was sold."},
    {"nothing_wanted", 422, "Nothing was asked for", "The order names no tickets."},
    {"over_limit", 422, "Too many tickets", "More than one order may have of a type. Nothing was sold."},
    {"under_limit", 422, "Too few tickets", "Fewer than one order must have of a type. Nothing was sold."},
    {"tendered_too_little", 422, "Not enough money",
     "The sum tendered is less than the total. Nothing was sold."},
    {"unknown_payment_method", 422, "No such payment method", "This server does not take this method here."},
    {"payment_failed", 422, "The payment failed", "The method refused it. Nothing was sold."},
    {"unknown_gate", 422, "No such gate",
     "No gate has this name, or two events have one: name it as slug/name. Nothing was logged."},
    {"unknown_voucher", 422, "No such voucher", "The event has no voucher with this code. Nothing was sold."},
    {"voucher_not_valid", 422, "The voucher is not valid here",
     "Not at this time, or not for what is ordered. Nothing was sold."},
    {"not_sold_here", 422, "Not sold here", "Not on this channel, or only with a voucher. Nothing was sold."},
    {"disputed", 409, "Disputed", "The customer's bank decides whether this money goes back."},
    {"too_much", 422, "More than is left", "All refunds together cannot be more than what was paid."},
    {"reason_missing", 422, "A reason is needed", "Whoever reads the log later wants to know why."},
    {"invalid_name", 422, "The name cannot be used", "It is empty or too long."},
    {"invalid_email", 422, "The e-mail address cannot be used", "Mail could never arrive there."},
    {"invalid_amount", 422, "The amount cannot be used", "It is not above 0, or in another currency."},
    {"invalid_quantity", 422, "The quantity cannot be used", "1 to 500 tickets at once."},
    {"invalid_setup", 422, "The event breaks a rule",
     "The detail says where and which one. Nothing was changed."},
    {"invalid_url", 422, "The address cannot be used", "https:// and at most 500 bytes."},
    {"invalid_kind", 422, "No such kind of notice", "The document of the API lists them."},
    {"invalid_secret", 422, "The secret cannot be used", "16 to 200 bytes."},
    {"too_many", 422, "Too many", "There are as many of these as there may be."},
    {"unfit_secret", 422, "The password or PIN is not fit",
     "The detail says what to change. Nothing was set."},
    {"unfit_key", 422, "The key is not fit", "A station's key is a P-256 public key as PEM."},
    {"idempotency_key_reused", 422, "The key belongs to another request",
     "The same Idempotency-Key, or nonce, came before with another body. A new request needs a new one."},
    {"if_match_required", 428, "If-Match is missing",
     "Send the ETag that was read, so that no edit of others is lost."},
    {"resent_too_often", 429, "Sent too often",
     "Three times within an hour is enough. Nothing was sent now."},
    {"login_delayed", 429, "Too many log-ins failed", "Wait as long as Retry-After says."},
    {"too_many_requests", 429, "Too many requests",
     "This credential, or this address, asks too often. Nothing was done. Wait as long as Retry-After says."},
    {"header_too_large", 431, "The header is too large", "Fewer or shorter header fields are needed."},
    {"internal", 500, "Something went wrong here",
     "It is logged. Whether the request was done is not known: the same request with the same key tells."},
    {"not_implemented", 501, "Not understood",
     "The transfer coding or method is not one that this server knows."},
    {"busy", 503, "Too much at once", "Nothing was done. Try again after the time in Retry-After."},
    {"offline", 503, "A part of the system cannot be reached", "Nothing was done. Try again in a while."},
    {"unavailable", 503, "A part of the system is not set up",
     "This server runs without it. Nothing was done."},
    {"timeout", 504, "It took too long",
     "It may or may not have been done. The same request with the same key tells what became of it."},
    {"outcome_unknown", 504, "The outcome is not known yet",
     "It may or may not have been done. The same request with the same key tells what became of it."},
    {"version_not_supported", 505, "Another version of HTTP", "This server speaks HTTP/1.1 and HTTP/1.0."},
};

} // namespace

std::span<const ProblemKind> problemKinds() { return kKinds; }

const ProblemKind* findProblemKind(std::string_view code)
{
    for (const ProblemKind& kind : kKinds)
        if (kind.code == code)
            return &kind;
    return nullptr;
}

Problem::Problem(std::string_view code, std::string detail, Headers headers)
    : kind_(findProblemKind(code)), detail_(std::move(detail)), headers_(std::move(headers))
{
    ACE_ASSERT(kind_ != nullptr);
}

Problem&& Problem::because(std::string cause) &&
{
    cause_ = std::move(cause);
    return std::move(*this);
}

} // namespace ace::server::http
