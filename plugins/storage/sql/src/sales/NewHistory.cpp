// SPDX-License-Identifier: MIT
#include <ace/sql/NewHistory.h>

#include "Counter.h"

#include <ace/sdk/storage/ChangeSequence.h>

#include <algorithm>

namespace ace::sql {

namespace {

constexpr Instant kFirst = Instant(std::chrono::sys_days(std::chrono::year(2020) / 1 / 1).time_since_epoch());

} // namespace

// A history is named by the second in which it began. So two that began from the same copy differ.
void beginNewHistory(Session& session, Instant now)
{
    const std::int64_t before = advance(session, "ticket_change", 0) >> sdk::kChangeBits;
    const std::int64_t second = std::chrono::floor<std::chrono::seconds>(now - kFirst).count();
    const std::int64_t later = std::max(second, before + 1) - before;
    const std::int64_t step = later << sdk::kChangeBits;
    run(session, "UPDATE ticket_change SET sequence = sequence + ?", step);
    advance(session, "ticket_change", step);
}

} // namespace ace::sql
