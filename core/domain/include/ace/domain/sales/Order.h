// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Money.h>
#include <ace/domain/Ids.h>
#include <ace/domain/people/Actor.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::inline domain {

enum class Channel { Web, Counter };

// pending → paid / expired / canceled; expired → paid only while quota is free; paid → canceled.
enum class OrderState { Pending, Paid, Expired, Canceled };

struct Customer
{
    std::string name;
    std::string email;

    bool operator==(const Customer&) const = default;
};

struct OrderLine
{
    TicketTypeId type;
    std::int32_t quantity = 0;
    Money unitPrice;             // before tax
    std::int32_t taxRatePpm = 0; // parts per million
    Money tax;                   // of the whole line, half up
    Money total;                 // all-in: unit price × quantity + tax

    bool operator==(const OrderLine&) const = default;
};

// A purchase. `code` is for people, `key` opens its page and is as secret as the tickets on it.
struct Order
{
    OrderId id;
    std::string code;
    std::string key;
    EventId event;
    Channel channel = Channel::Web;
    OrderState state = OrderState::Pending;
    Customer customer;
    std::vector<OrderLine> lines;
    Money total;
    Instant createdAt;
    std::optional<Instant> holdUntil;       // while pending
    Actor by = {};                          // a counter's sale: who and where
    std::optional<TillSessionId> till = {}; // whose drawer and receipts
    std::optional<VoucherId> voucher = {};
    std::string language = {};                   // that it was ordered in, BCP 47; empty: nobody said
    std::optional<Instant> undeliverableAt = {}; // when mail to its customer was refused for good

    bool operator==(const Order&) const = default;
};

OrderLine priceLine(TicketTypeId type, const Money& unitPrice, std::int32_t taxRatePpm,
                    std::int32_t quantity);

// Not whether mail arrives there, only whether it is worth a try: one "@", something on both sides, on one
// line, at most 254 bytes.
bool looksLikeEmail(std::string_view text);

// Whether the table above allows it.
bool mayBecome(OrderState from, OrderState to);

} // namespace ace::inline domain
