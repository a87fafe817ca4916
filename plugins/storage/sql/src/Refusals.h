// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Repositories.h>
#include <ace/sql/Query.h>

#include <string>
#include <string_view>

namespace ace::sql {

// What the record says no to. All throw StorageError.
[[noreturn]] void refuse(ErrorCode code, const std::string& why);

// NotFound unless something was written.
void mustExist(std::int64_t changed, std::string_view what, const Uuid& id);

// After a conditional UPDATE of the row with `id`: NotFound where there is none, Conflict where it has
// another revision.
void mustBeCurrent(Session& session, std::int64_t changed, std::string_view table, const Uuid& id);

// The one value of a query that gives one row with a number; 0 where it is NULL.
inline std::int64_t numberOf(Query&& row) { return row.next() && !row.isNull(0) ? row.integer(0) : 0; }

// Where a page begins: sorts before every identifier that is on it.
inline std::array<std::uint8_t, 16> startOf(const sdk::Page& page)
{
    return page.after.value_or(Uuid{}).bytes;
}

inline std::optional<Instant> optionalInstant(const Query& row, int column)
{
    return row.isNull(column) ? std::nullopt : std::optional<Instant>(row.instant(column));
}

inline Actor actorOf(const Query& row, int staffColumn)
{
    return {row.optionalId<StaffId>(staffColumn), row.optionalId<StationId>(staffColumn + 1)};
}

} // namespace ace::sql
