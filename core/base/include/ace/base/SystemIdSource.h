// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>

#include <mutex>

namespace ace::inline base {

// UUIDv7 from the clock and the operating system's randomness; never goes backwards within a process.
class SystemIdSource : public IdSource
{
public:
    explicit SystemIdSource(const Clock& clock);

    Uuid nextUuid() override;
    void fill(std::span<std::uint8_t> bytes) override;

private:
    const Clock& clock_;
    std::mutex mutex_;
    std::uint64_t last_ = 0; // milliseconds << 12 | counter
};

} // namespace ace::inline base
