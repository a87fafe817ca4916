// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/Credential.h>
#include <ace/kit/StationIdentity.h>
#include <ace/kit/StationKey.h>

#include <functional>
#include <mutex>
#include <string>

namespace ace::kit {

// A paired station, and who is logged in at it: a token of its own, good for kLifetime and remade kMargin
// before its end, and the header Ace-Staff. Thread-safe.
//
// The station's clock may be wrong: the server's time, which comes with a refusal, corrects what tokens say.
class StationCredential : public Credential
{
public:
    static constexpr std::chrono::seconds kLifetime{300};
    static constexpr std::chrono::seconds kMargin{60};
    static constexpr std::chrono::seconds kWorthCorrecting{5};

    // Called on the thread that learned of it.
    struct Handlers
    {
        std::function<void()> revoked;    // once
        std::function<void()> staffEnded; // the log-in has ended on the server
    };

    StationCredential(const StationIdentity& identity, StationKey key, const Clock& clock, Handlers handlers);

    HeaderFields fields() override;
    bool correctClock(Instant serverTime) override;
    void revoked() override;
    void staffEnded() override;

    void setStaff(std::string bearer); // empty: nobody
    Instant serverNow() const;

private:
    const std::string station_;
    const std::string installation_;
    const StationKey key_;
    const Clock& clock_;
    mutable std::mutex mutex_;
    Handlers handlers_;
    std::string staff_;
    std::string token_;
    Instant tokenEnds_{};
    Microseconds offset_{}; // the server's clock minus ours
};

} // namespace ace::kit
