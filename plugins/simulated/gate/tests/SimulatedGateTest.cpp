// SPDX-License-Identifier: MIT
#include "FaultCases.h"
#include "NoticeCollector.h"

namespace ace::simulatedgate {

using std::chrono::milliseconds;

class SimulatedGateTest : public test::FaultCases
{
protected:
    SimulatedGateTest() : FaultCases("simulated-gate", {"duplicate"}) {}

    void openWith(const std::string& more) override
    {
        gate_.reset();
        gate_ = open(R"({"nobody":false)" + more + "}");
        test::mustSucceed(gate_->start([](const sdk::GateEvent&) {}));
    }
    std::vector<Call> calls() override
    {
        return {{"grant", [this] { return gate_->grant(std::to_string(++scans_), milliseconds(3000)); }},
                {"refuse", [this] { return gate_->refuse("scan", "already used"); }}};
    }
    std::unique_ptr<sdk::GateControl> open(const std::string& settings = "{}")
    {
        return test::valueOf(host_.openGateControl(config(settings)));
    }
    void start(sdk::GateControl& gate)
    {
        test::mustSucceed(gate.start([this](const sdk::GateEvent& event) {
            static constexpr const char* kWords[] = {"passed ", "nobody ", "open", "closed", "failed "};
            told_.add(kWords[static_cast<int>(event.kind)] + event.reference);
        }));
    }

    test::NoticeCollector told_;
    std::unique_ptr<sdk::GateControl> gate_;
    int scans_ = 0;
};

ACE_FAULT_CASES(SimulatedGateTest)

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

CPPUNIT_TEST_FIXTURE(SimulatedGateTest, tellsAPassageTwice)
{
    const auto gate = open(R"({"pass_after_ms":0,"faults":[{"call":2,"of":"grant","do":"duplicate"}]})");
    start(*gate);
    test::mustSucceed(gate->grant("scan-1", milliseconds(10)));
    told_.waitFor({"open", "passed scan-1", "closed"});
    test::mustSucceed(gate->grant("scan-2", milliseconds(10)));
    told_.waitFor({"open", "passed scan-1", "closed", "open", "passed scan-2", "passed scan-2", "closed"});
}

} // namespace ace::simulatedgate
