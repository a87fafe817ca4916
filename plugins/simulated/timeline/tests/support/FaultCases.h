// SPDX-License-Identifier: MIT
// The faults that befall every call of a simulator, tried on each of its calls in the same way.
#pragma once

#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

#include <atomic>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ace::test {

// Stands still until it is moved, or moves a little whenever it is read: then what waits for it ends.
class SteppingClock : public Clock
{
public:
    Instant now() const override { return Instant(Microseconds(micros_.load())); }
    Monotonic monotonic() const override { return Monotonic(Microseconds(micros_ += step_.load())); }
    void advance(Microseconds by) { micros_ += by.count(); }
    void stepBy(Microseconds step) { step_ = step.count(); }

private:
    mutable std::atomic<std::int64_t> micros_{1'790'000'000'000'000};
    std::atomic<std::int64_t> step_{0};
};

// A simulator's fixture derives it, says how the simulator is opened and what is asked of it, and has the
// cases by ACE_FAULT_CASES. Its own kinds of faults have cases of their own.
class FaultCases : public CppUnit::TestFixture
{
protected:
    struct Call
    {
        std::string name;                  // as a fault's "of" has it
        std::function<Result<void>()> ask; // succeeds, however often, where nothing goes wrong
        bool once = false;                 // what failed unclearly may have been done: OutcomeUnknown
    };

    FaultCases(std::string plugin, std::set<std::string> ownKinds);
    ~FaultCases() override = default;

    // Opens and starts the device anew. `more`: of its settings, empty or `,"faults":[…]`.
    virtual void openWith(const std::string& more) = 0;
    virtual std::vector<Call> calls() = 0; // of the device that is open then; all that it heeds

    pluginhost::DeviceConfig config(const std::string& settings) const
    {
        return {"device", plugin_, settings, deadline_};
    }

    void eachCallIsOffline();
    void eachCallIsSlow();
    void eachCallThrows();
    void eachCallDisconnects();
    void aHangingCallIsInterrupted();
    void aTimeOfFaultsPasses();
    void theSameSeedIsTheSameRun();
    void claimsWhatIsTried();

    FakeLog log_;
    SteppingClock clock_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};

private:
    void openWithFault(const Call& call, const std::string& fault);
    std::string runOf(const std::string& seed);

    const std::string plugin_;
    const std::set<std::string> ownKinds_;
    std::chrono::milliseconds deadline_{5000};
};

// A call whose value does not matter.
template <class T> Result<void> withoutValue(Result<T> result)
{
    if (!result)
        return failure(std::move(result));
    return {};
}

} // namespace ace::test

#define ACE_FAULT_CASES(Fixture)                                                                             \
    CPPUNIT_TEST_FIXTURE(Fixture, itsNthCallIsOffline) { eachCallIsOffline(); }                              \
    CPPUNIT_TEST_FIXTURE(Fixture, itsNthCallIsSlow) { eachCallIsSlow(); }                                    \
    CPPUNIT_TEST_FIXTURE(Fixture, itsNthCallThrows) { eachCallThrows(); }                                    \
    CPPUNIT_TEST_FIXTURE(Fixture, itsNthCallDisconnectsUntilItIsOpenedAnew) { eachCallDisconnects(); }       \
    CPPUNIT_TEST_FIXTURE(Fixture, aCallThatHangsIsInterrupted) { aHangingCallIsInterrupted(); }              \
    CPPUNIT_TEST_FIXTURE(Fixture, itIsOfflineForATime) { aTimeOfFaultsPasses(); }                            \
    CPPUNIT_TEST_FIXTURE(Fixture, theSameSeedGivesTheSameRun) { theSameSeedIsTheSameRun(); }                 \
    CPPUNIT_TEST_FIXTURE(Fixture, claimsNoOtherFaultsThanAreTried) { claimsWhatIsTried(); }
