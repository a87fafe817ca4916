// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/box-office/Sale.h>
#include <ace/sdk/storage/Once.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ace::boxoffice {

// A session with its numbers: X while it is open, Z (for good) once it is closed.
struct TillReport
{
    TillSession session;
    TillTotals totals;
    std::vector<CashMove> moves;
    std::optional<Money> difference; // counted − expected; none while it is open
};

struct CashMoveRequest
{
    TillSessionId session;
    CashMoveKind kind = CashMoveKind::PayIn;
    Money amount; // above 0
    std::string reason;
    sdk::Act act;
};

using TillOutcome = std::variant<Till, Refused>;
using TillReportOutcome = std::variant<TillReport, Refused>;

// Cash drawers and their sessions:
//
//                   no open session   open session        a closed session
//   open            opens one         refused till_open   –
//   sell, refund    refused           written to it       refused till_closed
//   pay in, out     refused           written to it       refused till_closed
//   close           –                 Z                   its Z again for the same key; else refused
//
// Each change is one transaction with its line in the audit log, done once for its key. Thread-safe. Any call
// may answer Offline or OutcomeUnknown.
class Tills
{
public:
    virtual ~Tills() = default;

    virtual Result<std::vector<Till>> list(EventId event) = 0;
    virtual Result<std::optional<Till>> find(TillId till) = 0;
    virtual Result<std::optional<TillReport>> findOpen(TillId till) = 0; // X of its open session
    virtual Result<std::optional<TillReport>> findSession(TillSessionId session) = 0;
    virtual Result<std::vector<TillSession>> listSessions(TillId till, const sdk::Page& page) = 0;
    virtual Result<std::vector<Receipt>> listReceipts(std::string_view series, std::int64_t afterNumber,
                                                      std::size_t most) = 0;

    // Its series is the next free one: "T" and a number.
    virtual Result<TillOutcome> add(EventId event, const std::string& name, const sdk::Act& act) = 0;
    virtual Result<TillReportOutcome> open(TillId till, const Money& openingFloat, const sdk::Act& act) = 0;
    virtual Result<TillReportOutcome> move(const CashMoveRequest& request) = 0;
    virtual Result<TillReportOutcome> close(TillSessionId session, const Money& counted,
                                            const sdk::Act& act) = 0;
};

} // namespace ace::boxoffice
