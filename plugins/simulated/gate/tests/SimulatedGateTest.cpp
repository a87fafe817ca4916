// SPDX-License-Identifier: MIT
#include "NoticeCollector.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;
using std::chrono::milliseconds;

class SimulatedGateTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::GateControl> open(const std::string& settings = "{}")
    {
        return test::valueOf(
            host_.openGateControl({"lane", "simulated-gate", settings, std::chrono::seconds(5)}));
    }
    void start(sdk::GateControl& gate)
    {
        test::mustSucceed(gate.start([this](const sdk::GateEvent& event) {
            static constexpr const char* kWords[] = {"passed ", "nobody ", "open", "closed", "failed "};
            told_.add(kWords[static_cast<int>(event.kind)] + event.reference);
        }));
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::NoticeCollector told_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, opensAndTellsWhoWentThrough)
{
    const auto gate = open(R"({"pass_after_ms":400})");
    start(*gate);
    test::mustSucceed(gate->grant("scan-1", milliseconds(3000)));
    told_.waitFor({"open"});
    clock_.advance(milliseconds(400));
    told_.waitFor({"open", "passed scan-1", "closed"});
}

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, theSameReferenceIsTheSamePassage)
{
    const auto gate = open(R"({"pass_after_ms":0})");
    start(*gate);
    for (int again = 0; again < 3; ++again)
        test::mustSucceed(gate->grant("scan-1", milliseconds(3000)));
    told_.waitFor({"open", "passed scan-1", "closed"});
    test::mustSucceed(gate->grant("scan-1", milliseconds(3000)));
    test::mustSucceed(gate->grant("scan-2", milliseconds(3000)));
    told_.waitFor({"open", "passed scan-1", "closed", "open", "passed scan-2", "closed"});
}

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, tellsThatNobodyWentThroughInTime)
{
    const auto gate = open(R"({"nobody":true})");
    start(*gate);
    test::mustSucceed(gate->grant("scan-1", milliseconds(3000)));
    clock_.advance(milliseconds(3000));
    told_.waitFor({"open", "nobody scan-1", "closed"});
}

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, showsARefusal)
{
    const auto gate = open();
    start(*gate);
    test::mustSucceed(gate->refuse("scan-1", "already used"));
    CPPUNIT_ASSERT(log_.all().find("red light for scan-1: already used") != std::string::npos);
    CPPUNIT_ASSERT(gate->grant("", milliseconds(10)).error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, whileItIsOfflineNothingIsDoneAndNothingTold)
{
    const auto gate = open(R"({"pass_after_ms":100,"faults":[{"at_ms":50,"for_ms":1000,"do":"offline"}]})");
    start(*gate);
    test::mustSucceed(gate->grant("scan-1", milliseconds(3000)));
    told_.waitFor({"open"});
    clock_.advance(milliseconds(500));
    CPPUNIT_ASSERT(gate->grant("scan-2", milliseconds(3000)).error().code == ErrorCode::Offline);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, told_.count());
    clock_.advance(milliseconds(1000));
    told_.waitFor({"open", "passed scan-1", "closed"});
}

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, faultsComeAtTheirCalls)
{
    const auto gate = open(R"({"pass_after_ms":0,"faults":[{"call":1,"of":"grant","do":"throw"},
        {"call":2,"of":"grant","do":"duplicate"},{"call":2,"of":"refuse","do":"disconnect"}]})");
    start(*gate);
    CPPUNIT_ASSERT(gate->grant("scan-1", milliseconds(10)).error().code == ErrorCode::Internal);
    test::mustSucceed(gate->grant("scan-1", milliseconds(10)));
    told_.waitFor({"open", "passed scan-1", "passed scan-1", "closed"});
    test::mustSucceed(gate->refuse("scan-2", "x"));
    CPPUNIT_ASSERT(gate->refuse("scan-2", "x").error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(gate->grant("scan-3", milliseconds(10)).error().code == ErrorCode::Unavailable);
}
