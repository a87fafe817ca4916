// SPDX-License-Identifier: MIT
#include "FaultCases.h"
#include "NoticeCollector.h"

namespace ace::simulateddrawer {

class SimulatedDrawerTest : public test::FaultCases
{
protected:
    SimulatedDrawerTest() : FaultCases("simulated-drawer", {"duplicate"}) {}

    void openWith(const std::string& more) override
    {
        drawer_.reset();
        drawer_ = open(R"({"can_tell":true)" + more + "}");
        test::mustSucceed(drawer_->start([](bool) {}));
    }
    std::vector<Call> calls() override
    {
        return {{"open_drawer", [this] { return drawer_->open(); }},
                {"is_open", [this] { return test::withoutValue(drawer_->isOpen()); }}};
    }
    std::unique_ptr<sdk::CashDrawer> open(const std::string& settings = "{}")
    {
        return test::valueOf(host_.openCashDrawer(config(settings)));
    }
    void start(sdk::CashDrawer& drawer)
    {
        test::mustSucceed(drawer.start([this](bool isOpen) { told_.add(isOpen ? "open" : "closed"); }));
    }

    test::NoticeCollector told_;
    std::unique_ptr<sdk::CashDrawer> drawer_;
};

ACE_FAULT_CASES(SimulatedDrawerTest)

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, opensTellsAndIsPushedShut)
{
    const auto drawer = open(R"({"close_after_ms":2000})");
    start(*drawer);
    CPPUNIT_ASSERT(!test::valueOf(drawer->isOpen()));
    test::mustSucceed(drawer->open());
    told_.waitFor({"open"});
    CPPUNIT_ASSERT(test::valueOf(drawer->isOpen()));
    clock_.advance(std::chrono::milliseconds(2000));
    told_.waitFor({"open", "closed"});
    CPPUNIT_ASSERT(!test::valueOf(drawer->isOpen()));
}

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, oneThatCannotTellSaysSo)
{
    const auto drawer = open(R"({"can_tell":false,"close_after_ms":0})");
    start(*drawer);
    test::mustSucceed(drawer->open());
    const auto error = drawer->isOpen().error();
    CPPUNIT_ASSERT(error.code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(error.message.find("look at it") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, told_.count());
}

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, tellsTwiceThatItOpened)
{
    const auto drawer =
        open(R"({"close_after_ms":100,"faults":[{"call":2,"of":"open_drawer","do":"duplicate"}]})");
    start(*drawer);
    test::mustSucceed(drawer->open());
    told_.waitFor({"open"});
    clock_.advance(std::chrono::milliseconds(100));
    told_.waitFor({"open", "closed"});
    test::mustSucceed(drawer->open());
    told_.waitFor({"open", "closed", "open", "open"});
}

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, whileItIsOfflineItTellsNothing)
{
    const auto drawer =
        open(R"({"close_after_ms":100,"faults":[{"at_ms":50,"for_ms":1000,"do":"offline"}]})");
    start(*drawer);
    test::mustSucceed(drawer->open());
    told_.waitFor({"open"});
    clock_.advance(std::chrono::milliseconds(500));
    CPPUNIT_ASSERT(drawer->isOpen().error().code == ErrorCode::Offline);
    clock_.advance(std::chrono::milliseconds(1000));
    told_.waitFor({"open", "closed"});
}

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, aFaultThatMakesNoSenseIsRefusedByName)
{
    const auto error = host_.openCashDrawer(config(R"({"faults":[{"call":1,"do":"paper_out"}]})")).error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("faults/0/do") != std::string::npos);
}

} // namespace ace::simulateddrawer
