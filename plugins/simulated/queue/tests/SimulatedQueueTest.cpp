// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;
using std::chrono::milliseconds;

class SimulatedQueueTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::MessageQueue> open(const std::string& more = "")
    {
        return test::valueOf(host_.openQueue({"erp", "simulated-queue",
                                              R"({"folder":")" + folder_.path().string() + "\"" + more + "}",
                                              std::chrono::seconds(5)}));
    }
    static std::string next(sdk::MessageQueue& queue)
    {
        const auto message = test::valueOf(queue.consume("orders", milliseconds(0)));
        return message ? message->id + "=" + message->body : "none";
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::TemporaryFolder folder_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(SimulatedQueueTest, handsOutTheOldestFirstAndAgainAfterItWasOpenedAnew)
{
    auto queue = open();
    test::mustSucceed(queue->publish("orders", "a", "1"));
    test::mustSucceed(queue->publish("orders", "b", "2"));
    test::mustSucceed(queue->publish("orders", "a", "again"));
    CPPUNIT_ASSERT_EQUAL(std::string("a=1"), next(*queue));
    CPPUNIT_ASSERT_EQUAL(std::string("b=2"), next(*queue));
    CPPUNIT_ASSERT_EQUAL(std::string("none"), next(*queue));
    test::mustSucceed(queue->acknowledge("orders", "a"));
    queue.reset();
    queue = open();
    CPPUNIT_ASSERT_EQUAL(std::string("b=2"), next(*queue));
    CPPUNIT_ASSERT_EQUAL(std::string("none"), next(*queue));
    test::mustSucceed(queue->publish("orders", "a", "it is done"));
    CPPUNIT_ASSERT_EQUAL(std::string("none"), next(*queue));
    CPPUNIT_ASSERT(queue->acknowledge("orders", "c").error().code == ErrorCode::NotFound);
    CPPUNIT_ASSERT(queue->publish("../x", "a", "").error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(SimulatedQueueTest, faultsComeAtTheirCalls)
{
    const auto queue = open(R"(,"faults":[{"call":1,"of":"publish","do":"outcome_unknown"},
        {"call":2,"of":"publish","do":"offline"},{"call":1,"of":"consume","do":"duplicate"},
        {"call":1,"of":"acknowledge","do":"throw"},{"call":2,"of":"acknowledge","do":"disconnect"}])");
    CPPUNIT_ASSERT(queue->publish("orders", "a", "1").error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT(queue->publish("orders", "b", "2").error().code == ErrorCode::Offline);
    CPPUNIT_ASSERT_EQUAL(std::string("a=1"), next(*queue));
    CPPUNIT_ASSERT_EQUAL(std::string("a=1"), next(*queue));
    CPPUNIT_ASSERT_EQUAL(std::string("none"), next(*queue));
    CPPUNIT_ASSERT(queue->acknowledge("orders", "a").error().code == ErrorCode::Internal);
    CPPUNIT_ASSERT(queue->acknowledge("orders", "a").error().code == ErrorCode::Unavailable);
}
