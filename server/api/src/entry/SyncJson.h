// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/sdk/storage/SalesRepositories.h>
#include <ace/staffing/Staffing.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::api {

struct SyncAnswer
{
    const EventSetup& event;
    std::vector<sdk::TicketChange> changes;
    std::vector<staffing::StaffHere> staff;
    std::int64_t next = 0; // sequence number that has been read up to
    bool more = false;
    Instant serverTime;
    bool restarted = false; // the cursor was of another history of the record, so this is from the start
};

std::optional<std::int64_t> parseSequence(std::string_view cursor); // from 0
std::string renderSync(const SyncAnswer& answer);

} // namespace ace::server::api
