// SPDX-License-Identifier: MIT
#include "Shift.h"

#include <chrono>

namespace ace::server::api {

namespace {

constexpr auto kOldest = std::chrono::days(7);
constexpr auto kSkew = std::chrono::seconds(60); // of a station's clock, as for its JWT

} // namespace

void Shift::sign(admission::ScanRequest& scan) const
{
    const Instant at = scan.scannedAt.value_or(now_);
    if (at <= now_ - kOldest || at > now_ + kSkew)
        throw http::Problem("malformed", "\"scanned_at\" must lie within the last 7 days.");
    const auto named = scan.by.staff;
    scan.by.station = call_.who.station->id;
    if (named) {
        if (!scansHere(*named))
            throw http::Problem("forbidden", "\"staff\" is nobody who scans at this gate's event.");
        return;
    }
    const auto& here = call_.who.staff;
    if (!here || at + kSkew < here->session.createdAt)
        throw http::Problem("staff_session_required",
                            "Nobody was logged in here then: name in \"staff\" who scanned.");
    if (!scansHere(here->staff.id))
        throw http::Problem("forbidden", "Whoever is logged in here does not scan at this gate's event.");
    scan.by.staff = here->staff.id;
}

// Whoever was dismissed since has scanned all the same: what they did stays on record.
bool Shift::scansHere(StaffId staff) const
{
    const auto [known, isNew] = known_.try_emplace(staff, false);
    if (isNew) {
        auto person = http::valueOrThrow(call_.services.people.directory.find(staff));
        if (person) {
            person->active = true;
            known->second = person->may(Permission::Scan, call_.who.station->event);
        }
    }
    return known->second;
}

} // namespace ace::server::api
