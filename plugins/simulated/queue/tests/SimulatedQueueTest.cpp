// SPDX-License-Identifier: MIT
#include "FaultCases.h"

#include <ace/sdk/abi/queue.h>
#include <ace/sdk/testing/LoadedDevice.h>

#include <future>

namespace ace::simulatedqueue {

using std::chrono::milliseconds;

class SimulatedQueueTest : public test::FaultCases
{
protected:
    SimulatedQueueTest() : FaultCases("simulated-queue", {"duplicate", "outcome_unknown"}) {}

    void openWith(const std::string& more) override
    {
        queue_.reset();
        queue_ = open(more);
    }
    std::vector<Call> calls() override
    {
        const auto publish = [this] { return queue_->publish("orders", "a", "1"); };
        return {
            {"publish", publish},
            {"consume", [this] { return test::withoutValue(queue_->consume("orders", milliseconds(0))); }},
            {"acknowledge", [this, publish] {
                 const auto published = publish();
                 return published ? queue_->acknowledge("orders", "a") : published;
             }}};
    }
    std::unique_ptr<sdk::MessageQueue> open(const std::string& more = "")
    {
        return test::valueOf(
            host_.openQueue(config(R"({"folder":")" + folder_.path().string() + "\"" + more + "}")));
    }
    static std::string next(sdk::MessageQueue& queue)
    {
        const auto message = test::valueOf(queue.consume("orders", milliseconds(0)));
        return message ? message->id + "=" + message->body : "none";
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<sdk::MessageQueue> queue_;
};

ACE_FAULT_CASES(SimulatedQueueTest)

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

CPPUNIT_TEST_FIXTURE(SimulatedQueueTest, aLostAnswerWasPublishedAllTheSame)
{
    const auto queue = open(R"(,"faults":[{"call":2,"of":"publish","do":"outcome_unknown"}])");
    test::mustSucceed(queue->publish("orders", "a", "1"));
    CPPUNIT_ASSERT(queue->publish("orders", "b", "2").error().code == ErrorCode::OutcomeUnknown);
    test::mustSucceed(queue->publish("orders", "b", "2"));
    for (const char* message : {"a=1", "b=2", "none"})
        CPPUNIT_ASSERT_EQUAL(std::string(message), next(*queue));
}

CPPUNIT_TEST_FIXTURE(SimulatedQueueTest, handsOutAMessageTwice)
{
    const auto queue = open(R"(,"faults":[{"call":2,"of":"consume","do":"duplicate"}])");
    test::mustSucceed(queue->publish("orders", "a", "1"));
    test::mustSucceed(queue->publish("orders", "b", "2"));
    for (const char* message : {"a=1", "b=2", "b=2", "none"})
        CPPUNIT_ASSERT_EQUAL(std::string(message), next(*queue));
}

CPPUNIT_TEST_FIXTURE(SimulatedQueueTest, aWaitThatIsInterruptedIsCanceled)
{
    using sdk::testing::text, sdk::testing::into;
    sdk::testing::LoadedDevice device(ACE_PLUGIN_DIR "/simulated-queue.so", "queue");
    device.start(R"({"folder":")" + folder_.path().string() + "\"}");
    const auto& table = device.table<ace_queue_1>(ACE_QUEUE_1);
    auto consumed = std::async(std::launch::async, [&] {
        std::string id, body;
        return table.consume(device.self(), text("orders"), 30'000, into(id), into(body));
    });
    do
        device.interrupt(); // one that comes before the wait does nothing
    while (consumed.wait_for(milliseconds(2)) != std::future_status::ready);
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_CANCELED}, consumed.get());
}

} // namespace ace::simulatedqueue
