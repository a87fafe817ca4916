// SPDX-License-Identifier: MIT
#include <ace/staffing/AuditLog.h>

#include <ace/base/JsonText.h>

namespace ace::staffing {

std::string auditDetail(std::initializer_list<std::pair<std::string_view, std::string>> members)
{
    std::string text;
    for (const auto& [key, value] : members)
        text += (text.empty() ? "" : ",") + jsonText(key) + ":" + jsonText(value);
    return "{" + text + "}";
}

Result<std::vector<AuditRecord>> AuditLog::list(std::int64_t afterSequence, std::size_t most)
{
    return storage_.readValue(
        [&](const sdk::ReadAccess& access) { return access.audit.list(afterSequence, most); });
}

Result<void> AuditLog::append(const AuditEntry& entry)
{
    return storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.audit.append(entry);
        return {};
    });
}

} // namespace ace::staffing
