// SPDX-License-Identifier: MIT
#pragma once

#include "GatePresenter.h"

#include <ace/kit/TaskRunner.h>
#include <ace/sdk/port/Scanner.h>

#include <string>
#include <vector>

namespace ace::gate {

// The presenter with its hands: the thread "ace-gate-work" asks the Admission and commands the scanners, so
// that the window's thread never waits. Construct, use and destroy on the window's thread.
class GateStation
{
public:
    struct Parts
    {
        GateView& view;
        const GateTexts& texts;
        const Clock& clock;
        IdSource& ids;
        admission::Admission& admission;
        kit::TaskRunner::Dispatch dispatch;
    };

    GateStation(Parts parts, std::string gate);
    ~GateStation(); // waits for a call that is under way

    GatePresenter& presenter() { return presenter_; }

    // What it reads goes to the presenter; it is armed again when its code has been answered. `scanner`
    // outlives this.
    void addScanner(const std::string& name, sdk::Scanner& scanner);

private:
    void check(const admission::ScanRequest& request);
    void onData(const std::string& name, sdk::Scanner& scanner, const std::string& data);
    void arm(const std::string& name, sdk::Scanner& scanner);
    void tell(const std::string& name, const Error& error);

    Parts parts_;
    GatePresenter presenter_;
    std::vector<sdk::Scanner*> scanners_;
    kit::TaskRunner runner_; // last: its tasks use all of the above
};

} // namespace ace::gate
