// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Query.h>

namespace ace::sql {

// Takes the next `count` numbers of a counter and answers the last of them. They are in the order of commits,
// because whoever has taken one holds the counter's row until then.
inline std::int64_t advance(Session& session, std::string_view counter, std::int64_t count = 1)
{
    if (run(session, "UPDATE counter SET last_value = last_value + ? WHERE name = ?", count, counter) != 1)
        throw SqlError(Fault::Corrupt, "there is no counter \"" + std::string(counter) + "\" on record");
    Query row(session, "SELECT last_value FROM counter WHERE name = ?", counter);
    row.next();
    return row.integer(0);
}

} // namespace ace::sql
