// SPDX-License-Identifier: MIT
#include "LogJson.h"

#include "json/Render.h"

namespace ace::server::api {

namespace {

// It is JSON by its contract; a row that is not is still shown.
Json detailOf(const std::string& detail)
{
    Json parsed = Json::parse(detail, nullptr, false);
    return parsed.is_discarded() ? textOf(detail) : parsed;
}

} // namespace

std::string renderAuditRecord(const AuditRecord& record)
{
    const AuditEntry& entry = record.entry;
    return Json{{"sequence", record.sequence},
                {"at", formatUtc(entry.at)},
                {"staff", toJson(entry.actor.staff)},
                {"station", toJson(entry.actor.station)},
                {"action", entry.action},
                {"subject", textOf(entry.subject)},
                {"detail", detailOf(entry.detail)},
                {"previous", toHex(record.previous)},
                {"hash", toHex(record.hash)}}
        .dump();
}

std::string renderDeadJob(const sdk::BuriedJob& buried)
{
    return Json{{"id", buried.job.id.toString()},
                {"kind", buried.job.kind},
                {"subject", textOf(buried.job.subject)},
                {"attempts", buried.job.attempts},
                {"problem", textOf(buried.problem)}}
        .dump();
}

} // namespace ace::server::api
