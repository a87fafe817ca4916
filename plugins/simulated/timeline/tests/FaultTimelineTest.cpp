// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/simulated/FaultTimeline.h>

#include <atomic>
#include <thread>

namespace ace::simulated {

class FaultTimelineTest : public CppUnit::TestFixture
{
protected:
    void open(const std::string& text)
    {
        sdk::Settings settings(text);
        timeline_.open(settings,
                       {{"submit", "clear"}, {{FaultKind::PaperOut, {"submit"}}, {FaultKind::Decline, {}}}},
                       [this] { return std::chrono::nanoseconds(clock_.monotonic().time_since_epoch()); });
        settings.finish();
    }
    std::string refusalOf(const std::string& text)
    {
        try {
            open(text);
        } catch (const sdk::DeviceError& error) {
            return error.what();
        }
        return "it was taken";
    }
    ace_status statusOf(const char* call)
    {
        try {
            timeline_.enter(call);
        } catch (const sdk::DeviceError& error) {
            return error.status();
        } catch (const std::exception&) {
            return ACE_PLUGIN_FAULT;
        }
        return ACE_OK;
    }
    std::string chances(const std::string& settings)
    {
        open(settings);
        std::string seen;
        for (int i = 0; i < 100; ++i)
            seen += statusOf("submit") == ACE_OK ? '.' : '!';
        return seen;
    }

    test::FakeClock clock_;
    FaultTimeline timeline_;
};

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, aFaultHoldsFromItsTimeOnAsLongAsItSays)
{
    open(R"({"faults":[{"at_ms":500,"for_ms":2000,"do":"offline"}]})");
    clock_.advance(std::chrono::milliseconds(499));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("submit"));
    CPPUNIT_ASSERT(timeline_.isReachable());
    clock_.advance(std::chrono::milliseconds(1));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OFFLINE}, statusOf("submit"));
    CPPUNIT_ASSERT(!timeline_.isReachable());
    clock_.advance(std::chrono::milliseconds(2000));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("submit"));
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, theNthCallOfAKindThrows)
{
    open(R"({"faults":[{"call":2,"of":"submit","do":"throw"}]})");
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("submit"));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("clear"));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_PLUGIN_FAULT}, statusOf("submit"));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("submit"));
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, whatIsDisconnectedStaysSoUntilItIsOpenedAnew)
{
    const std::string settings = R"({"faults":[{"call":2,"do":"disconnect"}]})";
    open(settings);
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("clear"));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_NO_HARDWARE}, statusOf("submit"));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_NO_HARDWARE}, statusOf("clear"));
    open(settings);
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, statusOf("submit"));
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, chanceIsTheSameForTheSameSeedAndOtherForAnother)
{
    const std::string faults = R"("faults":[{"percent":30,"do":"offline"}]})";
    const auto first = chances(R"({"seed":7,)" + faults);
    CPPUNIT_ASSERT_EQUAL(first, chances(R"({"seed":7,)" + faults));
    CPPUNIT_ASSERT(first != chances(R"({"seed":8,)" + faults));
    const auto failed = std::count(first.begin(), first.end(), '!');
    CPPUNIT_ASSERT(failed > 10 && failed < 55);
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, whatIsNoCallIsAskedAboutWithoutWaitingOrThrowing)
{
    open(R"({"faults":[{"call":2,"do":"paper_out"},{"call":3,"do":"hang"},{"call":4,"do":"disconnect"}]})");
    const auto seen = [this] {
        const auto asked = timeline_.ask("submit");
        return std::string(asked.has(FaultKind::PaperOut) ? "paper " : "") +
               (asked.has(FaultKind::Hang) ? "hang " : "") +
               (asked.has(FaultKind::Disconnect) ? "disconnect " : "");
    };
    for (const char* expected : {"", "paper ", "hang ", "disconnect ", "disconnect "})
        CPPUNIT_ASSERT_EQUAL(std::string(expected), seen());
    CPPUNIT_ASSERT(!timeline_.isReachable());
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_NO_HARDWARE}, statusOf("clear"));
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, aSlowCallEndsWhenTheClockSaysSo)
{
    open(R"({"faults":[{"call":1,"do":"slow","ms":3000}]})");
    std::atomic<bool> done = false;
    std::thread caller([&] {
        timeline_.enter("submit");
        done = true;
    });
    clock_.advance(std::chrono::milliseconds(1000));
    const bool early = done;
    // The call may begin late: then its three seconds do too.
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done && std::chrono::steady_clock::now() < limit) {
        clock_.advance(std::chrono::milliseconds(500));
        std::this_thread::yield();
    }
    const bool ended = done;
    timeline_.interrupt();
    caller.join();
    CPPUNIT_ASSERT(!early);
    CPPUNIT_ASSERT(ended);
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, aHangingCallEndsByAnInterrupt)
{
    open(R"({"faults":[{"call":1,"do":"hang"}]})");
    timeline_.interrupt(); // nothing waits yet: it does not count
    std::atomic<ace_status> status = ACE_OK;
    std::atomic<bool> done = false;
    std::thread caller([&] {
        status = statusOf("submit");
        done = true;
    });
    while (!done) {
        timeline_.interrupt();
        std::this_thread::yield();
    }
    caller.join();
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_CANCELED}, status.load());
}

CPPUNIT_TEST_FIXTURE(FaultTimelineTest, whatMakesNoSenseIsRefusedByName)
{
    const auto says = [this](const std::string& fault, const std::string& text) {
        const auto refusal = refusalOf(R"({"faults":[{"call":1,"do":"offline"},)" + fault + "]}");
        CPPUNIT_ASSERT_MESSAGE(refusal, refusal.find(text) != std::string::npos);
    };
    says(R"({"call":1,"do":"duplicate"})", "setting \"faults/1/do\" must be one of offline, slow");
    says(R"({"call":1})", "setting \"faults/1/do\" must be one of");
    says(R"({"do":"offline"})", "\"faults/1/do\" needs one of at_ms, call, percent");
    says(R"({"do":"offline","call":1,"at_ms":1})", "\"faults/1/do\" needs one of");
    says(R"({"do":"paper_out","call":1,"of":"clear"})", "\"faults/1/of\" must be one of submit");
    says(R"({"do":"slow","call":1})", "\"faults/1/ms\" is missing");
    says(R"({"do":"offline","call":1,"ms":5})", "\"faults/1/ms\" is not a setting");
    says(R"({"do":"offline","call":0})", "\"faults/1/call\" must be a whole number");
    says(R"({"do":"offline","call":1,"for_ms":3})", "\"faults/1/for_ms\" is not a setting");
}

} // namespace ace::simulated
