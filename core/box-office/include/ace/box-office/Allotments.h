// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/box-office/Sale.h>
#include <ace/domain/sales/Allotment.h>
#include <ace/sdk/storage/Once.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ace::boxoffice {

struct LeaseRequest
{
    StationId station;
    TicketTypeId type;
    std::int32_t quantity = 0; // 1 to Allotments::kMostAtOnce
    sdk::Act act;
};

// An allotment in a list: how many of its tickets are in each state, and no token.
struct AllotmentSummary
{
    AllotmentId id;
    StationId station;
    TicketTypeId type;
    Instant createdAt;
    std::map<LeaseState, std::int64_t> counts; // of a state that is missing: 0
};

using AllotmentOutcome = std::variant<Allotment, Refused>;

// Tickets signed ahead for a station, so that it can sell while it is offline. Their quota is `leased` until
// they are returned (free again) or written off (revoked; it stays taken, as the station may have sold them).
// Each change is one transaction with its line in the audit log, done once for its key. Thread-safe. Any call
// may answer Offline or OutcomeUnknown.
class Allotments
{
public:
    static constexpr std::int32_t kMostAtOnce = 500;

    virtual ~Allotments() = default;

    virtual Result<std::vector<AllotmentSummary>> list(std::optional<StationId> station,
                                                       const sdk::Page& page) = 0;
    virtual Result<std::optional<Allotment>> find(AllotmentId id) = 0;

    // Of what a counter may sell without a voucher.
    virtual Result<AllotmentOutcome> lease(const LeaseRequest& request) = 0;
    // `tickets` empty: all that are still leased. Refused as a whole where one of them is not leased.
    virtual Result<AllotmentOutcome> giveBack(AllotmentId id, const std::vector<TicketId>& tickets,
                                              const sdk::Act& act) = 0;
    virtual Result<AllotmentOutcome> writeOff(AllotmentId id, const std::vector<TicketId>& tickets,
                                              const std::string& reason, const sdk::Act& act) = 0;
};

} // namespace ace::boxoffice
