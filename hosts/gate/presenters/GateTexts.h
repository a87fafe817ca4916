// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/kit/Language.h>

#include <string>

namespace ace::gate {

// Every word that the gate's window says, so that a language is one value of this. {time} and {gate} are
// filled in.
struct GateTexts
{
    std::string windowTitle;
    std::string readyEntry;
    std::string readyExit;
    std::string checking;
    std::string admitted;
    std::string mayLeave;
    std::string refused;
    std::string offline;
    std::string offlineHint;
    std::string outcomeUnknown;
    std::string outcomeUnknownHint;
    std::string busy;
    std::string busyHint;
    std::string trouble;
    std::string unknownGate;
    std::string nonceReused;
    std::string alreadyUsedSince;
    std::string directionEntry;
    std::string directionExit;
    std::string inputHint;
    std::string admittedCount;  // {count}
    std::string scannerTrouble; // {name}, {problem}

    std::string (*reason)(Reason reason) = nullptr;
};

const GateTexts& englishTexts();
const GateTexts& spanishTexts();
const GateTexts& gateTexts(kit::Language language);

using kit::filledIn;

// The time of day in the station's zone, "19:42"; with the date where that is not the day of `now`.
std::string stationTime(Instant instant, Instant now);

} // namespace ace::gate
