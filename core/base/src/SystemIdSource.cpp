// SPDX-License-Identifier: MIT
#include <ace/base/SystemIdSource.h>

#include <ace/base/Assert.h>

#include <sodium.h>

#include <algorithm>

namespace ace::inline base {

SystemIdSource::SystemIdSource(const Clock& clock) : clock_(clock) { ACE_ASSERT(sodium_init() >= 0); }

// RFC 9562 section 6.2, method 1: the 12 bits after the milliseconds count up, and carry into them.
Uuid SystemIdSource::nextUuid()
{
    Uuid uuid;
    randombytes_buf(uuid.bytes.data() + 8, 8);
    const auto millis =
        std::chrono::duration_cast<std::chrono::milliseconds>(clock_.now().time_since_epoch());
    std::uint64_t stamp = static_cast<std::uint64_t>(millis.count()) << 12;
    {
        const std::lock_guard lock(mutex_);
        stamp = std::max(stamp, last_ + 1);
        last_ = stamp;
    }
    for (std::size_t i = 0; i < 6; ++i)
        uuid.bytes[i] = static_cast<std::uint8_t>(stamp >> (52 - 8 * i));
    uuid.bytes[6] = static_cast<std::uint8_t>(0x70 | ((stamp >> 8) & 0x0f));
    uuid.bytes[7] = static_cast<std::uint8_t>(stamp);
    uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | (uuid.bytes[8] & 0x3f));
    return uuid;
}

void SystemIdSource::fill(std::span<std::uint8_t> bytes) { randombytes_buf(bytes.data(), bytes.size()); }

} // namespace ace::inline base
