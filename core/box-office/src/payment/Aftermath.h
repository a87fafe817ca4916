// SPDX-License-Identifier: MIT
#pragma once

#include "Settlement.h"

#include <string>
#include <string_view>
#include <vector>

namespace ace::boxoffice {

// What has become of the money of a confirmed payment since, as its payment service knows it.
//
//   the service says              here
//   a refund that is not ours     on record as one, once, by its name there; with the last of the money it
//                                 cancels what is left of the tickets
//   a refund is there             in transit → done
//   a refund has failed           in transit, done → failed: owed again, and people are told
//   a dispute is open             the payment is flagged, nothing can be refunded
//   a dispute is won              the flag goes
//   a dispute is lost             the flag stays; a refund of its own kind has the money, as one of theirs
//
// All of one answer is one transaction. Thread-safe; borrows all it is given.
class Aftermath
{
public:
    Aftermath(const LocalBoxOffice::Parts& parts, Settlement& settlement)
        : parts_(parts), settlement_(settlement)
    {
    }

    // Settles the order first, where it is not. Conflict: more went back than was paid, by this record;
    // again later, for a refund of ours may fail of it.
    Result<OrderRecord> review(OrderId order);

private:
    struct Taken
    {
        std::string name;
        Money amount;
        RefundState state = RefundState::Done;
        RefundKind kind = RefundKind::Refund;
        std::string reason;
    };
    using Warnings = std::vector<std::string>; // to be logged once it is on record

    Result<void> note(sdk::WriteAccess& access, OrderId order, const sdk::PaymentProgress& progress,
                      Warnings& warnings) const;
    Result<void> noteBack(sdk::WriteAccess& access, const OrderRecord& record, const sdk::MoneyBack& back,
                          Warnings& warnings) const;
    void move(sdk::WriteAccess& access, const OrderRecord& record, const Refund& refund,
              const sdk::MoneyBack& back, Warnings& warnings) const;
    Result<void> flag(sdk::WriteAccess& access, const OrderRecord& record,
                      const std::vector<sdk::Dispute>& disputes, Warnings& warnings) const;
    Result<void> takeLost(sdk::WriteAccess& access, const OrderRecord& record, const sdk::Dispute& dispute,
                          Warnings& warnings) const;
    Result<void> import(sdk::WriteAccess& access, const OrderRecord& record, const Taken& taken,
                        Warnings& warnings) const;
    void audit(sdk::WriteAccess& access, const OrderRecord& record, std::string_view action,
               const std::string& detail) const;

    const LocalBoxOffice::Parts& parts_;
    Settlement& settlement_;
};

} // namespace ace::boxoffice
