// SPDX-License-Identifier: MIT
#include "SideLane.h"

namespace ace::runtime {

void SideLane::run(const char* what, Log& log)
{
    if (!outbox)
        return;
    const std::lock_guard lock(working);
    if (rests && rests()) {
        isLeft = false;
        return;
    }
    const auto done = outbox->runDue();
    if (!done)
        log.warn("runtime", std::string(what) + " rest now: " + done.error().describe());
    isLeft = done && *done == outbox->jobsAtOnce();
}

} // namespace ace::runtime
