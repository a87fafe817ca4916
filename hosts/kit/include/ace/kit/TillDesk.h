// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/sales/Till.h>
#include <ace/kit/SalesDesk.h>

#include <optional>
#include <string>
#include <variant>

namespace ace::kit {

// A session with its numbers: X while it is open, Z once it is closed.
struct TillState
{
    TillSession session;
    TillTotals totals;
    std::optional<Money> difference; // counted − expected
};

using TillOutcome = std::variant<TillState, DeskRefusal>;

// The cash drawer of a counter, as far as the counter needs it. Thread-safe. Any call may answer Offline,
// OutcomeUnknown or Busy; the same key again then tells.
class TillDesk
{
public:
    virtual ~TillDesk() = default;

    virtual Result<std::optional<TillState>> findOpen(TillId till) = 0;
    virtual Result<TillOutcome> open(TillId till, const Money& openingFloat, const std::string& key) = 0;
    virtual Result<TillOutcome> close(TillSessionId session, const Money& counted,
                                      const std::string& key) = 0;
};

} // namespace ace::kit
