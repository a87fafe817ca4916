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
    {"forbidden", 403, "Not allowed with this credential",
     "It is good, but its role, station or event does not include this."},
    {"not_found", 404, "There is nothing here", "The address is wrong, or what it named is gone."},
    {"unknown_event", 404, "No such event", "No event has this slug."},
    {"unknown_order", 404, "No such order", "No order has this code, or no ticket of it has this id."},
    {"method_not_allowed", 405, "Not with this method",
     "The header Allow names the methods that this address knows."},
    {"request_timeout", 408, "The request took too long to arrive", "Its body was not complete in time."},
    {"sold_out", 409, "Sold out", "Fewer tickets are left than were asked for. Nothing was sold."},
    {"not_on_sale", 409, "Not on sale", "The event's tickets are not sold at this time. Nothing was sold."},
    {"ticket_not_valid", 409, "The ticket is not valid", "It was canceled, blocked or withdrawn."},
    {"conflict", 409, "The state has changed",
     "It is no longer what the request takes for granted. Read it again."},
    {"too_large", 413, "The request is too large", "A body may have 1 MiB."},
    {"expectation_failed", 417, "The expectation cannot be met", "Expect may only be 100-continue."},
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
    {"idempotency_key_reused", 422, "The key belongs to another request",
     "The same Idempotency-Key, or nonce, came before with another body. A new request needs a new one."},
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
