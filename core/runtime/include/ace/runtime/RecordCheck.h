// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/sdk/storage/Storage.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ace::runtime {

// What an audit of the whole record found. Nothing broken: nobody has changed, taken out or slipped in an
// entry of the audit log or a receipt, and all that the record counts adds up.
struct RecordFindings
{
    std::int64_t auditEntries = 0;
    std::map<std::string, std::int64_t> receipts; // by series
    std::vector<std::string> broken;              // "audit entry 7: …", the first of each kind
};

// Reads all of it, a little at a time, beside whoever sells.
Result<RecordFindings> checkRecord(sdk::Storage& storage);

// Calls `take` with each order of `now` that was paid or canceled since `then` was copied from it, in the
// order of their identifiers. False: no more of them.
Result<void> eachOrderSince(sdk::Storage& then, sdk::Storage& now,
                            const std::function<bool(const OrderRecord&)>& take);

// Calls `take` with what `now`'s audit log has beyond `then`'s: refunds, tickets blocked or reissued, cash
// moved, stations revoked and whatever else is no sale and no scan.
Result<void> eachDeedSince(sdk::Storage& then, sdk::Storage& now,
                           const std::function<void(const AuditEntry&)>& take);

Result<std::int64_t> countScans(sdk::Storage& storage);

} // namespace ace::runtime
