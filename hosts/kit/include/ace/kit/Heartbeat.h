// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/Background.h>
#include <ace/kit/RestClient.h>

#include <chrono>

namespace ace::kit {

// Asks the server now and then who this station is, so that the link is known while nobody works, and that a
// revoked station learns of it. On the window's thread.
class Heartbeat
{
public:
    static constexpr std::chrono::seconds kEvery{20};

    Heartbeat(Background& background, RestClient& client, const Clock& clock)
        : background_(background), client_(client), clock_(clock)
    {
    }

    void tick(); // about once a second

private:
    Background& background_;
    RestClient& client_;
    const Clock& clock_;
    bool asking_ = false;
    std::optional<Monotonic> askedAt_;
};

} // namespace ace::kit
