// SPDX-License-Identifier: MIT
#include <ace/kit/StationCredential.h>

namespace ace::kit {

StationCredential::StationCredential(const StationIdentity& identity, StationKey key, const Clock& clock,
                                     Handlers handlers)
    : station_(identity.station.toString()), installation_(identity.installation), key_(std::move(key)),
      clock_(clock), handlers_(std::move(handlers))
{
}

HeaderFields StationCredential::fields()
{
    const std::lock_guard lock(mutex_);
    const Instant now = clock_.now() + offset_;
    if (token_.empty() || now >= tokenEnds_ - kMargin || now < tokenEnds_ - kLifetime) {
        tokenEnds_ = now + kLifetime;
        token_ = key_.sign({station_, installation_, now, tokenEnds_});
    }
    HeaderFields fields{{"Authorization", "Bearer " + token_}};
    if (!staff_.empty())
        fields.emplace_back("Ace-Staff", staff_);
    return fields;
}

bool StationCredential::correctClock(Instant serverTime)
{
    const std::lock_guard lock(mutex_);
    const Microseconds offset = serverTime - clock_.now();
    if (std::chrono::abs(offset - offset_) < kWorthCorrecting)
        return false; // the clock is not why we were refused
    offset_ = offset;
    token_.clear();
    return true;
}

void StationCredential::revoked()
{
    std::function<void()> tell;
    {
        const std::lock_guard lock(mutex_);
        staff_.clear();
        std::swap(tell, handlers_.revoked);
    }
    if (tell)
        tell();
}

void StationCredential::staffEnded()
{
    std::function<void()> tell;
    {
        const std::lock_guard lock(mutex_);
        if (staff_.empty())
            return;
        staff_.clear();
        tell = handlers_.staffEnded;
    }
    if (tell)
        tell();
}

void StationCredential::setStaff(std::string bearer)
{
    const std::lock_guard lock(mutex_);
    staff_ = std::move(bearer);
}

Instant StationCredential::serverNow() const
{
    const std::lock_guard lock(mutex_);
    return clock_.now() + offset_;
}

} // namespace ace::kit
