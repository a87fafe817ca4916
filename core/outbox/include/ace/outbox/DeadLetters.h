// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Result.h>
#include <ace/sdk/storage/Once.h>

#include <cstdint>
#include <vector>

namespace ace::outbox {

// Jobs that were given up. Thread-safe.
class DeadLetters
{
public:
    DeadLetters(sdk::Storage& storage, const Clock& clock) : storage_(storage), clock_(clock) {}

    Result<std::vector<sdk::BuriedJob>> list(const sdk::Page& page);
    Result<std::int64_t> countOpen(); // jobs that wait

    enum class Replay { Done, Repeated, Unknown, KeyReused };
    // Due again at once, its attempts from 0; with a line in the audit log.
    Result<Replay> replay(JobId id, const sdk::Act& act);

private:
    sdk::Storage& storage_;
    const Clock& clock_;
};

} // namespace ace::outbox
