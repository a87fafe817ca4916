// SPDX-License-Identifier: MIT
#pragma once

#include "Scene.h"
#include "StepPattern.h"

#include <string>
#include <vector>

namespace ace::headless {

// One kind of step. To add one: an entry in the table of its subject.
struct Step
{
    StepPattern pattern;
    std::string help; // one line
    // Does it, and answers what came of it for the transcript. Throws Surprise.
    std::string (*run)(Scene&, const Arguments&);
    bool expects = false; // it looks at the last answer, and may expect a "no"
};

std::vector<Step> settingSteps(); // event, configuration, time, restart
std::vector<Step> saleSteps();
std::vector<Step> counterSteps(); // tills, what goes back, allotments
std::vector<Step> gateSteps();
std::vector<Step> paperSteps();

const std::vector<Step>& allSteps();

} // namespace ace::headless
