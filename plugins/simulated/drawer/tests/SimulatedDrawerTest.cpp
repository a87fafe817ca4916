// SPDX-License-Identifier: MIT
#include "NoticeCollector.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;

class SimulatedDrawerTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::CashDrawer> open(const std::string& settings = "{}")
    {
        return test::valueOf(
            host_.openCashDrawer({"till", "simulated-drawer", settings, std::chrono::seconds(5)}));
    }
    void start(sdk::CashDrawer& drawer)
    {
        test::mustSucceed(drawer.start([this](bool isOpen) { told_.add(isOpen ? "open" : "closed"); }));
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::NoticeCollector told_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

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

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, faultsComeAtTheirCalls)
{
    const auto drawer = open(R"({"faults":[{"call":1,"of":"open_drawer","do":"offline"},
        {"call":2,"of":"open_drawer","do":"throw"},{"call":3,"of":"open_drawer","do":"duplicate"},
        {"call":4,"of":"open_drawer","do":"disconnect"}]})");
    start(*drawer);
    CPPUNIT_ASSERT(drawer->open().error().code == ErrorCode::Offline);
    const auto thrown = drawer->open().error();
    CPPUNIT_ASSERT(thrown.message.find("failed unexpectedly in open_drawer") != std::string::npos);
    test::mustSucceed(drawer->open());
    told_.waitFor({"open", "open"});
    CPPUNIT_ASSERT(drawer->open().error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(drawer->isOpen().error().message.find("open it anew") != std::string::npos);
    drawer->stop();
    start(*drawer);
    CPPUNIT_ASSERT(!test::valueOf(drawer->isOpen()));
}

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, aCallThatHangsIsInterrupted)
{
    const auto drawer = test::valueOf(host_.openCashDrawer(
        {"till", "simulated-drawer", R"({"faults":[{"call":1,"do":"hang"}]})", std::chrono::seconds(1)}));
    start(*drawer);
    CPPUNIT_ASSERT(drawer->open().error().code == ErrorCode::Timeout);
    test::mustSucceed(drawer->open());
}

CPPUNIT_TEST_FIXTURE(SimulatedDrawerTest, aFaultThatMakesNoSenseIsRefusedByName)
{
    const auto error =
        host_
            .openCashDrawer({"till", "simulated-drawer", R"({"faults":[{"call":1,"do":"paper_out"}]})",
                             std::chrono::seconds(5)})
            .error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("faults/0/do") != std::string::npos);
}
