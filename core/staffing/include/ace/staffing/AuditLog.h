// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/people/Audit.h>
#include <ace/sdk/storage/Storage.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ace::staffing {

// The detail of an audit entry: a JSON object whose values are text, in this order.
std::string auditDetail(std::initializer_list<std::pair<std::string_view, std::string>> members);

// The chain of audit entries. Use cases append theirs inside their own transaction
// (WriteAccess::audit.append); append() is for what has none. Thread-safe.
class AuditLog
{
public:
    explicit AuditLog(sdk::Storage& storage) : storage_(storage) {}

    Result<std::vector<AuditRecord>> list(std::int64_t afterSequence, std::size_t most);
    Result<void> append(const AuditEntry& entry);

private:
    sdk::Storage& storage_;
};

} // namespace ace::staffing
