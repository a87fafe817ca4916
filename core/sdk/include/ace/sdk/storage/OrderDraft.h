// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/domain/Job.h>
#include <ace/domain/sales/OrderRecord.h>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ace::sdk {

// Unique in its scope (credential + route), kept with the row that it made for as long as the row.
struct IdempotencyKey
{
    std::string scope;
    std::string key;
    Digest bodyHash{};
};

struct QuotaClaim
{
    QuotaId quota;
    std::int64_t count = 0;
};

enum class PlaceMode {
    Hold,   // a new pending order: its claims become `held` until order.holdUntil
    Sell,   // a new paid order: its claims become `sold`
    Settle, // an order on record becomes paid: held → sold, or, once it has expired, a new claim
};

// All rows of one order, made before the transaction: identifiers, times and signed tokens too. One that
// contradicts itself (a paid order without a ticket for each that was ordered, a claim of nothing, two
// currencies) is Invalid.
struct OrderDraft
{
    PlaceMode mode = PlaceMode::Sell;
    // Settle: only `id` is read; lines are on record. Otherwise its state follows from `mode`, and
    // holdUntil goes with Hold alone.
    Order order;
    std::vector<QuotaClaim> claims; // one for each quota; Settle: those on record count
    std::vector<Ticket> tickets;    // Hold: none
    std::optional<Payment> payment; // a new row, or the new state of the row with its id
    // order.voucher takes one use of it (Settle: again, where the hold had run out). order.till must be
    // open; what makes its order paid writes the next receipt of the till's series. Settle after the till
    // was closed writes none: money that was taken is not refused.
    std::vector<Job> jobs;
    std::optional<IdempotencyKey> idempotency; // of the order; not for Settle
};

// It stands as drafted; also when the same draft, by its ids, is placed again: its first answer was lost.
struct Placed
{
    std::optional<Receipt> receipt = {}; // where the order has a till session
};
// The same key and body under another id, or settled already: nothing was written now.
struct PlacedBefore
{
    OrderId order;
};
struct QuotaExhausted
{
    QuotaId quota;
};
struct VoucherSpent // used up, or unknown
{
};
struct TillClosed // the order's till session is not open
{
};
// The same key with another body.
struct KeyReused
{
};
// Unknown, in a state that cannot become paid, or its payment is confirmed already: then a refund has it.
struct NotSettleable
{
    std::optional<OrderState> state;
};
using PlaceOutcome =
    std::variant<Placed, PlacedBefore, QuotaExhausted, KeyReused, NotSettleable, VoucherSpent, TillClosed>;

} // namespace ace::sdk
