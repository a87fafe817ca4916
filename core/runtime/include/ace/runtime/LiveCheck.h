// SPDX-License-Identifier: MIT
#pragma once

#include <ace/runtime/Runtime.h>

#include <string>
#include <vector>

namespace ace::runtime {

struct LiveFinding
{
    bool good = false;
    std::string where; // a table or key of the configuration
    std::string text;  // what is missing and what to do, or what is there
};

// What a shop needs before its address is given away: that customers reach it by https, pay with cards and
// get their mail. Starts each payment and output device and has it test itself, so it speaks to the vendors;
// nothing is charged and no mail is sent.
std::vector<LiveFinding> checkLive(const Settings& settings, const Runtime::Environment& environment);

} // namespace ace::runtime
