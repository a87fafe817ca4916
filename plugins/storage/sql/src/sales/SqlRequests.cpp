// SPDX-License-Identifier: MIT
#include "SqlRequests.h"

#include <ace/sql/Query.h>

namespace ace::sql {

sdk::RequestRepository::Claim SqlRequests::claim(const sdk::IdempotencyKey& key, std::string_view subject)
{
    {
        Query row(session_, "SELECT subject, body_hash FROM request WHERE scope = ? AND request_key = ?",
                  key.scope, key.key);
        if (row.next())
            return row.array<32>(1) == key.bodyHash ? Claim{Claim::Kind::Repeated, row.text(0)}
                                                    : Claim{Claim::Kind::Reused, {}};
    }
    run(session_, "INSERT INTO request (scope, request_key, body_hash, subject) VALUES (?, ?, ?, ?)",
        key.scope, key.key, key.bodyHash, subject);
    return {};
}

} // namespace ace::sql
