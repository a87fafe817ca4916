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

// created → in transit → done / failed / canceled; done → failed, days later: a bank sent it back.
// What is failed or canceled is owed again.
enum class RefundState { Created, InTransit, Done, Failed, Canceled };

// Void: the whole order, undone while its till session is open. Refund: all or a part, any time. Dispute: the
// customer's bank has taken it.
enum class RefundKind { Void, Refund, Dispute };

// Money given back. Its tickets are canceled and their quota is free as soon as it is created.
struct Refund
{
    RefundId id;
    OrderId order;
    PaymentId payment;
    RefundKind kind = RefundKind::Refund;
    RefundState state = RefundState::Created;
    Money amount; // the sum of an order's refunds that are not failed or canceled never exceeds what was paid
    std::string reason;
    std::vector<TicketId> tickets; // that it cancels; may be none
    Actor by;
    std::optional<TillSessionId> till; // cash out of this drawer
    Instant createdAt;
    std::string memo = {};    // as that of a payment
    std::string foreign = {}; // the payment service's name of one that was made there; empty: asked for here

    bool operator==(const Refund&) const = default;
};

const char* name(RefundState state);
const char* name(RefundKind kind);

} // namespace ace::inline domain
