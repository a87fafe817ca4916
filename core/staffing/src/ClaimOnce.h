// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/storage/Storage.h>
#include <ace/staffing/Staffing.h>

#include <optional>
#include <string>

namespace ace::staffing {

// Inside a transaction: empty where the request is new (or has no key) and `subject` is what it makes; else
// what the first request made. Invalid with kKeyReused: that one had another body.
inline Result<std::string> claimOnce(sdk::WriteAccess& access, const std::optional<sdk::IdempotencyKey>& key,
                                     const std::string& subject)
{
    using Kind = sdk::RequestRepository::Claim::Kind;
    if (!key)
        return std::string();
    auto claim = access.requests.claim(*key, subject);
    if (claim.kind == Kind::Reused)
        return failure(ErrorCode::Invalid, "this key came before with another request", kKeyReused);
    return claim.kind == Kind::Repeated ? std::move(claim.subject) : std::string();
}

} // namespace ace::staffing
