// SPDX-License-Identifier: MIT
#pragma once

#include "Settlement.h"

#include <map>
#include <mutex>
#include <optional>

namespace ace::boxoffice {

// Finds out what nobody told us: of payments that have been open for long, and of those whose hold runs out.
// Each call ends after about five seconds, however slowly methods answer; the next one goes on from there.
// Thread-safe; borrows all it is given.
class Reconciler
{
public:
    Reconciler(const LocalBoxOffice::Parts& parts, Settlement& settlement)
        : parts_(parts), settlement_(settlement)
    {
    }

    Result<std::size_t> releaseExpiredHolds();
    Result<std::size_t> askOpenPayments();
    // Its seats are free and it becomes `state`, unless it was paid: then it is. The record is as of now.
    Result<OrderRecord> release(const OrderRecord& record, OrderState state);

private:
    Result<bool> wasPaidAfterAll(const OrderRecord& record);
    bool isOver(Monotonic begun) const { return parts_.clock.monotonic() - begun > kPatience; }

    static constexpr std::chrono::seconds kPatience{5};

    const LocalBoxOffice::Parts& parts_;
    Settlement& settlement_;
    std::mutex mutex_;
    struct Rest
    {
        Monotonic until;
        Microseconds length;
    };
    std::map<OrderId, Rest> resting_; // expired holds that could not be asked about
    std::optional<PaymentId> asked_;  // the last one of a round that is not through
    std::optional<Monotonic> roundBegan_;
};

} // namespace ace::boxoffice
