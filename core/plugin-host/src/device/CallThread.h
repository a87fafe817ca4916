// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Thread.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace ace::pluginhost {

// One named thread that runs calls, one at a time, for callers who do not wait for ever.
//
//   call is          at its deadline
//   waiting          is taken back: NeverStarted
//   running          interrupt(); after the grace the thread is abandoned: TimedOut
//   (abandoned)      every call: Abandoned, at once; so too where the system gave it no thread
//
// What a call and the hooks use must be owned by them: an abandoned thread may still hold it when all others
// have gone.
class CallThread
{
public:
    enum class Outcome {
        Done, // perhaps late, perhaps because of interrupt()
        TimedOut,
        NeverStarted,
        Abandoned,
    };

    struct Hooks
    {
        std::function<void()> interrupt; // on a thread of its own
        std::function<bool()> idle;      // on the thread, between calls and after wake(); true: again soon
        std::chrono::milliseconds grace{500}; // for what was interrupted
    };

    CallThread(const std::string& name, Hooks hooks);
    ~CallThread(); // at most what run() takes; nobody may be in run()
    CallThread(const CallThread&) = delete;
    CallThread& operator=(const CallThread&) = delete;

    // From the thread itself the work runs in place.
    Outcome run(std::function<void()> work, std::chrono::milliseconds deadline);
    void wake(); // any thread, never waits for a call
    bool isAbandoned() const;

private:
    struct Call;
    class State;

    std::shared_ptr<State> state_; // shared with the thread, which may outlive this object
    Thread thread_;
};

} // namespace ace::pluginhost
