// SPDX-License-Identifier: MIT
#include <ace/server/api/Readiness.h>

namespace ace::server::api {

namespace {

constexpr std::chrono::seconds kTriedEach{2};
constexpr std::string_view kSource = "readiness"; // of log-in failures: a row that comes and goes

} // namespace

Check Readiness::checkStorage()
{
    const std::lock_guard lock(mutex_);
    const Monotonic now = clock_.monotonic();
    if (known_ && now < knownAt_ + kTriedEach)
        return *known_;
    const Instant at = clock_.now();
    const auto done = storage_.transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.staff.recordFailure(kSource, at); // a page is written, not only locked
        access.staff.clearFailures(kSource);
        return {};
    });
    known_ = Check{"storage", done.has_value(), true,
                   done ? "" : "The record cannot be written; the server's log says why."};
    knownAt_ = now;
    return *known_;
}

std::vector<Check> Readiness::checks()
{
    std::vector<Check> checks = {checkStorage()};
    if (others_)
        for (Check& check : others_())
            checks.push_back(std::move(check));
    return checks;
}

} // namespace ace::server::api
