// SPDX-License-Identifier: MIT
#include <ace/outbox/DeadLetters.h>

namespace ace::outbox {

Result<std::vector<sdk::BuriedJob>> DeadLetters::list(const sdk::Page& page)
{
    return storage_.readValue([&](const sdk::ReadAccess& access) { return access.jobs.listBuried(page); });
}

Result<std::int64_t> DeadLetters::countOpen()
{
    return storage_.readValue([](const sdk::ReadAccess& access) { return access.jobs.countOpen(); });
}

Result<DeadLetters::Replay> DeadLetters::replay(JobId id, const sdk::Act& act)
{
    const auto work = [&](sdk::WriteAccess& access) -> sdk::OnceOutcome<bool, Replay> {
        const Instant now = clock_.now();
        if (!access.jobs.replay(id, now))
            return Replay::Unknown;
        access.audit.append({now, act.by, "job.replay", "job:" + id.toString(), "{}"});
        return false;
    };
    const auto again = [&](sdk::WriteAccess&, const std::string& subject) -> sdk::OnceOutcome<bool, Replay> {
        if (subject != id.toString())
            return Replay::KeyReused;
        return true;
    };
    auto outcome = sdk::once<bool, Replay>(storage_, act, id.toString(), Replay::KeyReused, work, again);
    if (!outcome)
        return failure(std::move(outcome));
    if (const auto* refused = std::get_if<Replay>(&*outcome))
        return *refused;
    return std::get<bool>(*outcome) ? Replay::Repeated : Replay::Done;
}

} // namespace ace::outbox
