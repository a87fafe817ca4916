// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Money.h>
#include <ace/domain/Ids.h>
#include <ace/domain/people/Actor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ace::inline domain {

// A cash drawer. Its receipts are numbered in its own series: "T3" gives T3-000123.
struct Till
{
    TillId id;
    EventId event;
    std::string name;
    std::string series; // unique in the installation: T and a number
    bool operator==(const Till&) const = default;
};

// From a counted float to a count. A till has at most one open session.
struct TillSession
{
    TillSessionId id;
    TillId till;
    Actor openedBy;
    Instant openedAt;
    Money openingFloat;
    std::optional<Instant> closedAt;
    Actor closedBy;
    std::optional<Money> counted; // at closing

    bool operator==(const TillSession&) const = default;
};

enum class CashMoveKind { PayIn, PayOut };

// Cash that was put in or taken out without a sale.
struct CashMove
{
    TillSessionId session;
    CashMoveKind kind = CashMoveKind::PayIn;
    Money amount;
    std::string reason;
    Actor by;
    Instant at;
};

// X: so far. Z: when the session was closed; it never changes then.
struct TillTotals
{
    struct Method
    {
        std::string name; // "cash"
        std::int64_t payments = 0;
        Money taken;
        std::int64_t refunds = 0;
        Money refunded;
        bool operator==(const Method&) const = default;
    };
    std::vector<Method> methods; // by name
    Money gross;                 // all-in, before refunds
    Money tax;
    Money paidIn;
    Money paidOut;
    Money expectedCash;            // opening float + cash taken − cash refunded + paid in − paid out
    std::int64_t receiptsFrom = 0; // first and last number in this session; 0: none
    std::int64_t receiptsUntil = 0;
    bool operator==(const TillTotals&) const = default;
};

enum class ReceiptKind { Sale, Void, Refund };

// One row of a series: numbers from 1 without gaps, each holding the hash of the one before. A void is a new
// row; nothing ever changes or goes.
struct Receipt
{
    std::string series; // "T3"
    std::int64_t number = 0;
    ReceiptKind kind = ReceiptKind::Sale;
    OrderId order;
    std::optional<RefundId> refund; // Void, Refund
    TillSessionId session;
    Money total; // what was paid, or given back
    Money tax;
    Instant at;
    Digest previous{}; // of number 1: 32 zero bytes
    Digest hash{};     // SHA-256 of canonicalForm()

    bool operator==(const Receipt&) const = default;
    std::string label() const; // "T3-000123"
};

// Version 1: "1", series, number, kind, order, refund, session, minor units, currency, tax, microseconds,
// previous hash in hex; each as length in bytes, ':', bytes, ','.
std::string canonicalForm(const Receipt& receipt);

const char* name(ReceiptKind kind);
const char* name(CashMoveKind kind);

} // namespace ace::inline domain
