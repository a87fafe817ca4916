// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <chrono>
#include <functional>
#include <string>

namespace ace::sdk {

struct GateEvent
{
    enum class Kind {
        Passed,       // somebody went through
        NobodyPassed, // the time for it is over
        Opened,
        Closed,
        Failed, // the gate cannot do what was granted
    };
    Kind kind = Kind::Closed;
    std::string reference = {}; // of the passage; empty where the event is about the gate itself
    std::string text = {};      // for the operator; only of what did not go well
};

// How core sees a turnstile or a door. A passage is named by its reference, the id of the scan that allowed
// it. A gate that cannot tell what happened tells nothing. The handler runs on the device's thread, must not
// wait, and may call grant() and refuse(), but not stop(). Thread-safe.
class GateControl
{
public:
    using Handler = std::function<void(const GateEvent&)>;

    virtual ~GateControl() = default;
    virtual Result<void> start(Handler handler) = 0; // open, claim, enable the device; the gate stays closed
    // Lets one person through within that time; does not wait for it. The same reference again is the same
    // passage. After a lost answer: call it again.
    virtual Result<void> grant(const std::string& reference, std::chrono::milliseconds within) = 0;
    virtual Result<void> refuse(const std::string& reference, const std::string& reason) = 0; // light, sound
    virtual void stop() = 0; // the handler is not called any more; start() begins anew
};

} // namespace ace::sdk
