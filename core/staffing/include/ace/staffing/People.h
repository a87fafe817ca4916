// SPDX-License-Identifier: MIT
#pragma once

#include <ace/staffing/AuditLog.h>
#include <ace/staffing/LocalStaffing.h>
#include <ace/staffing/SecretHasher.h>
#include <ace/staffing/StaffDirectory.h>
#include <ace/staffing/StationRegistry.h>
#include <ace/staffing/TimeClock.h>

namespace ace::staffing {

// All of this folder over one Storage, wired.
struct People
{
    People(sdk::Storage& storage, const Clock& clock, IdSource& ids, Log& log)
        : staffing({storage, hasher, clock, ids, log}), directory({storage, hasher, clock, ids}),
          stations({storage, clock, ids, log}), timeClock(storage, clock), audit(storage)
    {
    }

    SecretHasher hasher; // threads "ace-secrets"
    LocalStaffing staffing;
    StaffDirectory directory;
    StationRegistry stations;
    TimeClock timeClock;
    AuditLog audit;
};

} // namespace ace::staffing
