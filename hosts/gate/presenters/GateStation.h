// SPDX-License-Identifier: MIT
#pragma once

#include "GatePresenter.h"

#include <ace/base/BoundedQueue.h>
#include <ace/base/Thread.h>
#include <ace/sdk/port/Scanner.h>

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace ace::gate {

// The presenter with its hands: the thread "ace-gate-work" asks the Admission and commands the scanners, so
// that the window's thread never waits. Construct, use and destroy on the window's thread.
class GateStation
{
public:
    // Runs a task on the window's thread, soon; from any thread. Nothing may run after the station is gone.
    using Dispatch = std::function<void(std::function<void()>)>;

    struct Parts
    {
        GateView& view;
        const GateTexts& texts;
        const Clock& clock;
        IdSource& ids;
        admission::Admission& admission;
        Dispatch dispatch;
    };

    GateStation(Parts parts, std::string gate);
    ~GateStation(); // waits for a call that is under way
    GateStation(const GateStation&) = delete;
    GateStation& operator=(const GateStation&) = delete;

    GatePresenter& presenter() { return presenter_; }

    // What it reads goes to the presenter; it is armed again when its code has been answered. `scanner`
    // outlives this.
    void addScanner(const std::string& name, sdk::Scanner& scanner);

private:
    using Task = std::function<void()>;

    void check(const admission::ScanRequest& request);
    Result<admission::ScanOutcome> ask(const admission::ScanRequest& request);
    void onData(const std::string& name, sdk::Scanner& scanner, const std::string& data);
    void arm(const std::string& name, sdk::Scanner& scanner);
    void tell(const std::string& name, const Error& error);
    bool post(Task task);

    Parts parts_;
    GatePresenter presenter_;
    std::vector<sdk::Scanner*> scanners_;
    std::atomic<bool> stopping_ = false;
    BoundedQueue<Task> tasks_;
    Thread worker_; // last: it uses all of the above
};

} // namespace ace::gate
