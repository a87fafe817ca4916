// SPDX-License-Identifier: MIT
#pragma once

#include "Call.h"

#include <ace/admission/Admission.h>

#include <map>

namespace ace::server::api {

// Who scanned, and when, while a gate worked alone: what a batch tells of it, within what can be true. Of one
// call, on its thread.
class Shift
{
public:
    explicit Shift(const Call& call) : call_(call), now_(call.services.clock.now()) {}

    // Fills in who scanned: whom the scan names, else whoever is logged in at the gate and was so then.
    // Throws Problem: malformed (a time that cannot be), forbidden (nobody who scans at the gate's event),
    // staff_session_required (neither is named nor logged in).
    void sign(admission::ScanRequest& scan) const;

private:
    bool scansHere(StaffId staff) const;

    const Call& call_;
    Instant now_;
    mutable std::map<StaffId, bool> known_; // a batch names a few people often
};

} // namespace ace::server::api
