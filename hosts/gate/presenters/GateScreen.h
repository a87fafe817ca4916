// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/entry/Verdict.h>

#include <cstdint>
#include <string>

namespace ace::gate {

enum class GatePhase {
    Ready,    // waiting for a ticket
    Checking, // amber: please wait
    Admitted, // green, a tick
    Refused,  // red, a cross
    Offline,  // amber: no verdict; the same ticket can be scanned again
    Trouble,  // amber: this station is set up wrongly
};

// All that the window shows. Texts are ready to be read.
struct GateScreen
{
    GatePhase phase = GatePhase::Ready;
    Direction direction = Direction::Entry;
    std::string headline;
    std::string reason; // may be empty
    std::string gate;
    std::int64_t admitted = 0; // entries since the start
    std::string notice;        // what this station runs without; may be empty
};

class GateView
{
public:
    virtual ~GateView() = default;
    virtual void show(const GateScreen& screen) = 0;
};

} // namespace ace::gate
