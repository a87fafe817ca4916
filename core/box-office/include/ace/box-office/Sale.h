// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/OrderRecord.h>
#include <ace/sdk/storage/OrderDraft.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ace::boxoffice {

struct WantedItem
{
    TicketTypeId type;
    std::int32_t quantity = 0;
};

struct OrderRequest
{
    std::string eventSlug;
    std::vector<WantedItem> items;
    Customer customer;
    Channel channel = Channel::Counter;
    std::string paymentMethod;            // a name of the configuration: "cash", "card"
    std::optional<std::int64_t> tendered; // cash, minor units
    // web: where the payment page sends the customer back to; {code}/{key} are filled in
    std::string returnUrl;
    std::optional<sdk::IdempotencyKey> idempotency;
    Actor by = {};                          // a counter's sale: who and where
    std::optional<TillSessionId> till = {}; // whose drawer and receipts
    bool needsTill = false;                 // without one: refused till_closed
    std::string voucherCode = {};           // empty: none
    std::string cancelUrl = {};             // web: where one goes who does not pay; as returnUrl
    std::string language = {};              // of the payment page and the mails, BCP 47; empty: nobody said
};

// Why the box office said no. Nothing was sold, held, paid or changed.
enum class Refusal {
    UnknownEvent,
    UnknownTicketType,
    NothingWanted,
    OverLimit, // per order
    UnderLimit,
    NotOnSale, // outside the event's sale window
    SoldOut,
    UnknownPaymentMethod,
    TenderedTooLittle,
    PaymentFailed,
    IdempotencyKeyReused,
    UnknownVoucher,
    VoucherSpent,
    VoucherNotValid, // not now, or not for what is ordered
    NotSoldHere,     // not on this channel, or hidden and no voucher opens it
    TillClosed,      // or no such session
    // After the sale: void, refund, block, rename, reissue
    UnknownOrder,
    UnknownTicket,
    NotPaid,
    NothingLeft,    // all of it was given back before
    Disputed,       // the customer's bank decides whether it goes back
    TooMuch,        // more than what is left of what was paid
    TicketNotValid, // canceled or revoked, or not of this order
    VoidTooLate,    // its till session is closed, or there was none: refund it
    ReasonMissing,
    InvalidName,
    NoMail, // nothing is mailed here
    NoEmail,
    InvalidEmail,
    ResentTooOften,
    // Tills
    UnknownTill,
    TillOpen, // it has an open session already
    InvalidAmount,
    // Allotments
    UnknownStation,
    UnknownAllotment,
    InvalidQuantity,
    NotLeased,
};

const char* name(Refusal refusal); // "sold_out": as in the API

struct Refused
{
    Refusal refusal = Refusal::PaymentFailed;
    std::string detail; // for people
};

// Sold: paid, with tickets. `repeated`: this is the first answer to the same idempotency key.
struct Sold
{
    OrderRecord record;
    bool repeated = false;
};

// Held for the customer; the payment has begun and goes on at `redirectUrl`.
struct Held
{
    OrderRecord record;
    std::string redirectUrl;
};

using SellOutcome = std::variant<Sold, Refused>;
using HoldOutcome =
    std::variant<Held, Sold, Refused>; // sold: the method settled at once, or the key was known and is paid

} // namespace ace::boxoffice
