// SPDX-License-Identifier: MIT
#include "SqlLinkRequests.h"

#include <ace/sql/Query.h>

namespace ace::sql {

std::optional<sdk::LinkRequest> SqlLinkRequests::find(JobId id) const
{
    Query row(session_, "SELECT email, language, asked_at FROM link_request WHERE id = ?", id);
    if (!row.next())
        return std::nullopt;
    return sdk::LinkRequest{id, row.text(0), row.text(1), row.instant(2)};
}

bool SqlLinkRequests::insert(const sdk::LinkRequest& request, Instant unlessAfter)
{
    if (run(session_,
            "UPDATE link_request SET id = ?, language = ?, asked_at = ? WHERE email = ? AND asked_at <= ?",
            request.id, request.language, request.askedAt, request.email, unlessAfter) == 1)
        return true;
    {
        Query row(session_, "SELECT 1 FROM link_request WHERE email = ?", request.email);
        if (row.next())
            return false;
    }
    run(session_, "INSERT INTO link_request (id, email, language, asked_at) VALUES (?, ?, ?, ?)", request.id,
        request.email, request.language, request.askedAt);
    return true;
}

void SqlLinkRequests::forget(Instant askedBefore)
{
    run(session_, "DELETE FROM link_request WHERE asked_at < ?", askedBefore);
}

} // namespace ace::sql
