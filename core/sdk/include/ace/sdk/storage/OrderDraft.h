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
struct IdempotencyKey {
    std::string scope;
    std::string key;
    Digest bodyHash{};
};

struct QuotaClaim {
    QuotaId quota;
    std::int64_t count = 0;
};

enum class PlaceMode {
    Hold,   // a new pending order: its claims become `held` until order.holdUntil
    Sell,   // a new paid order: its claims become `sold`
    Settle, // an order on record becomes paid: held → sold, or, once it has expired, a new claim
};

// All rows of one order, made before the transaction: identifiers, times and signed tokens too.
struct OrderDraft {
    PlaceMode mode = PlaceMode::Sell;
    Order order; // Settle: only `id` is read; lines are on record
    std::vector<QuotaClaim> claims; // one for each quota; Settle: those on record count
    std::vector<Ticket> tickets;    // Hold: none
    std::optional<Payment> payment; // a new row, or the new state of the row with its id
    std::vector<Job> jobs;
    std::optional<IdempotencyKey> idempotency; // of the order; not for Settle
};

struct Placed {};
struct PlacedBefore { // the same key and body, or settled already: nothing was written now
    OrderId order;
};
struct QuotaExhausted {
    QuotaId quota;
};
struct KeyReused {}; // the same key with another body
struct NotSettleable { // unknown, or in a state that cannot become paid
    std::optional<OrderState> state;
};
using PlaceOutcome = std::variant<Placed, PlacedBefore, QuotaExhausted, KeyReused, NotSettleable>;

} // namespace ace::sdk
