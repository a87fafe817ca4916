// SPDX-License-Identifier: MIT
// Several devices of one configuration, side by side.
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

#include <atomic>
#include <thread>

using namespace ace;
using namespace std::chrono_literals;

class InstancesTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::PaymentMethod> open(const std::string& what, std::uint32_t instances,
                                             std::chrono::milliseconds deadline = 30s)
    {
        return test::valueOf(host_.openPayment(
            {"card", "MisbehavingPayment", "{\"do\":[\"" + what + "\"]}", deadline, instances}));
    }
    // Until it is under way; the plugin gives no sign of that.
    template <class Work> static void eventually(Work isSo)
    {
        bool so = isSo();
        for (int i = 0; i < 2000 && !so; ++i) {
            std::this_thread::sleep_for(5ms);
            so = isSo();
        }
        CPPUNIT_ASSERT(so);
    }
    bool working() const
    {
        const auto devices = host_.devices();
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, devices.size());
        return devices[0].working;
    }

    const sdk::PaymentIntent intent_{
        PaymentId{*Uuid::parse("01900000-0000-7000-8000-000000000001")}, {100, {}}, {100, {}}, ""};
    test::FakeLog log_;
    SystemClock clock_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_BUILD_DIR "/tests/plugins"}};
};

CPPUNIT_TEST_FIXTURE(InstancesTest, oneThatWaitsHoldsUpNoOther)
{
    const auto card = open("wait in begin", 3, 2s);
    std::atomic<bool> over{false};
    std::thread buyer([&] {
        CPPUNIT_ASSERT(card->begin(intent_).error().code == ErrorCode::OutcomeUnknown);
        over = true;
    });
    for (int i = 0; i < 20; ++i)
        CPPUNIT_ASSERT(test::valueOf(card->query(intent_)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(!over);
    buyer.join();
    CPPUNIT_ASSERT(test::valueOf(card->query(intent_)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(InstancesTest, whenAllAreBusyWhoeverWaitsIsToldWhatToDo)
{
    const auto card = open("wait in begin", 2, 4s);
    std::vector<std::thread> buyers;
    for (int i = 0; i < 2; ++i)
        buyers.emplace_back([&] { static_cast<void>(card->begin(intent_)); });
    Result<sdk::PaymentProgress> late = sdk::PaymentProgress{};
    eventually([&] { return !(late = card->query(intent_)); });
    CPPUNIT_ASSERT(late.error().code == ErrorCode::Busy);
    CPPUNIT_ASSERT(late.error().message.find("all 2 of its instances were busy for 2000 ms; query was not "
                                             "begun") != std::string::npos);
    for (std::thread& buyer : buyers)
        buyer.join();
    CPPUNIT_ASSERT(card->query(intent_));
}

CPPUNIT_TEST_FIXTURE(InstancesTest, aRushOfCallsIsAllAnswered)
{
    const auto card = open("nothing", 4);
    std::atomic<int> answered{0};
    std::vector<std::thread> buyers;
    for (int i = 0; i < 16; ++i)
        buyers.emplace_back([&] {
            for (int call = 0; call < 25; ++call)
                answered += card->begin(intent_) ? 1 : 0;
        });
    for (std::thread& buyer : buyers)
        buyer.join();
    CPPUNIT_ASSERT_EQUAL(400, answered.load());
}

CPPUNIT_TEST_FIXTURE(InstancesTest, oneThatHangsIsLeftOutAndTheOthersGoOn)
{
    const auto card = open("hang in begin", 2, 1s);
    CPPUNIT_ASSERT(card->begin(intent_).error().code == ErrorCode::OutcomeUnknown);
    for (int i = 0; i < 10; ++i)
        CPPUNIT_ASSERT(card->query(intent_));
    CPPUNIT_ASSERT(working());
    CPPUNIT_ASSERT(card->begin(intent_).error().code == ErrorCode::OutcomeUnknown);
    CPPUNIT_ASSERT(card->query(intent_).error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(!working());
}

CPPUNIT_TEST_FIXTURE(InstancesTest, withoutANumberThereAreAsManyAsThePluginSays)
{
    const auto card = test::valueOf(
        host_.openPayment({"card", "MisbehavingPayment", "{\"do\":[\"wait in begin\"]}", 1s, {}}));
    std::vector<std::thread> buyers;
    for (int i = 0; i < 3; ++i) // of four
        buyers.emplace_back([&] { static_cast<void>(card->begin(intent_)); });
    for (int i = 0; i < 5; ++i)
        CPPUNIT_ASSERT(card->query(intent_));
    for (std::thread& buyer : buyers)
        buyer.join();
}

CPPUNIT_TEST_FIXTURE(InstancesTest, oneThatFailsToStartIsAnErrorOfTheWhole)
{
    const auto refused =
        host_.openPayment({"card", "MisbehavingPayment", "{\"do\":[\"fail in open\"]}", 1s, 3});
    CPPUNIT_ASSERT(!refused);
    CPPUNIT_ASSERT(refused.error().message.find("plug it in") != std::string::npos);
}
