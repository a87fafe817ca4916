// SPDX-License-Identifier: MIT
#include <ace/kit/Heartbeat.h>

namespace ace::kit {

void Heartbeat::tick()
{
    const Monotonic now = clock_.monotonic();
    if (asking_ || (askedAt_ && now - *askedAt_ < kEvery))
        return;
    asking_ = true;
    askedAt_ = now;
    // The client notes in the link what comes of it.
    background_.ask(
        [&client = client_] { return client.send({.path = "/api/v1/stations/self", .attemptsMost = 1}); },
        [this](const Result<RestAnswer>&) { asking_ = false; });
}

} // namespace ace::kit
