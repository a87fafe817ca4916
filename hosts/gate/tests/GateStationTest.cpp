// SPDX-License-Identifier: MIT
#include "presenters/GateStation.h"

#include "TestSupport.h"

#include <thread>

namespace ace::gate {

namespace {

using admission::ScanAnswer;
using admission::ScanOutcome;
using admission::ScanRequest;

// The window's thread, turned by hand.
class FakeLoop
{
public:
    kit::TaskRunner::Dispatch dispatch()
    {
        return [this](std::function<void()> task) { CPPUNIT_ASSERT(tasks_.tryPush(std::move(task))); };
    }
    // Runs the next `count` tasks, waiting for each.
    void run(int count = 1)
    {
        for (int i = 0; i < count; ++i) {
            auto task = tasks_.popFor(std::chrono::seconds(20));
            CPPUNIT_ASSERT_MESSAGE("nothing came to the window's thread", task.has_value());
            (*task)();
        }
    }

private:
    BoundedQueue<std::function<void()>> tasks_{100};
};

class WindowThreadView : public GateView
{
public:
    void show(const GateScreen& screen) override
    {
        CPPUNIT_ASSERT(std::this_thread::get_id() == thread_);
        screen_ = screen;
    }
    const GateScreen& screen() const { return screen_; }

private:
    const std::thread::id thread_ = std::this_thread::get_id();
    GateScreen screen_;
};

// Answers in the order it was told to; from any thread.
class FakeAdmission : public admission::Admission
{
public:
    void willAnswer(Result<ScanOutcome> outcome) { CPPUNIT_ASSERT(answers_.tryPush(std::move(outcome))); }
    Result<ScanOutcome> admit(const ScanRequest& request) override
    {
        const std::lock_guard lock(mutex_);
        asked_.push_back(request);
        auto answer = answers_.popFor(std::chrono::seconds(20));
        return answer ? std::move(*answer) : failure(ErrorCode::Internal, "the test told no answer");
    }
    std::vector<ScanRequest> asked() const
    {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    mutable std::mutex mutex_;
    std::vector<ScanRequest> asked_;
    BoundedQueue<Result<ScanOutcome>> answers_{100};
};

class FakeScanner : public sdk::Scanner
{
public:
    Result<void> start(Handler handler) override
    {
        handler_ = std::move(handler);
        return startAnswer;
    }
    Result<void> armDataEvents() override
    {
        CPPUNIT_ASSERT(armed.tryPush(true));
        return {};
    }
    Result<void> clearInput() override { return {}; }
    Result<void> trigger() override { return {}; }
    void stop() override { stopped = true; }
    void read(const std::string& data) { handler_({"QR", data}); }

    Result<void> startAnswer;
    BoundedQueue<bool> armed{100};
    bool stopped = false;

private:
    Handler handler_;
};

class GateStationTest : public CppUnit::TestFixture
{
protected:
    void awaitArmed() { CPPUNIT_ASSERT(scanner_.armed.popFor(std::chrono::seconds(20)).has_value()); }

    FakeLoop loop_;
    WindowThreadView view_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    FakeAdmission admission_;
    FakeScanner scanner_;
    GateStation::Parts parts_{view_, englishTexts(), clock_, ids_, admission_, loop_.dispatch()};
};

CPPUNIT_TEST_FIXTURE(GateStationTest, asksApartFromTheWindowsThread)
{
    GateStation station(parts_, "North gate");
    station.presenter().readCode("A"); // returns though no answer is there yet
    CPPUNIT_ASSERT(view_.screen().phase == GatePhase::Checking);
    admission_.willAnswer(ScanOutcome(ScanAnswer{}));
    loop_.run();
    CPPUNIT_ASSERT(view_.screen().phase == GatePhase::Admitted);
}

CPPUNIT_TEST_FIXTURE(GateStationTest, keepsTheNonceOfACheckWithoutAnAnswer)
{
    GateStation station(parts_, "North gate");
    admission_.willAnswer(failure(ErrorCode::OutcomeUnknown, "lost"));
    station.presenter().readCode("A");
    loop_.run();
    CPPUNIT_ASSERT_EQUAL(std::string("NO ANSWER"), view_.screen().headline);

    admission_.willAnswer(ScanOutcome(ScanAnswer{}));
    station.presenter().readCode("A");
    loop_.run();
    const auto asked = admission_.asked();
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), asked.size());
    CPPUNIT_ASSERT_EQUAL(asked.front().nonce, asked.back().nonce);
}

CPPUNIT_TEST_FIXTURE(GateStationTest, doesNotAskAgainWhatTheServerNeverSaw)
{
    GateStation station(parts_, "North gate");
    admission_.willAnswer(failure(ErrorCode::Offline, "gone"));
    station.presenter().readCode("A");
    loop_.run();
    CPPUNIT_ASSERT(view_.screen().phase == GatePhase::Offline);
    CPPUNIT_ASSERT_EQUAL(std::size_t(1), admission_.asked().size());
}

CPPUNIT_TEST_FIXTURE(GateStationTest, takesCodesFromItsScannerOneAtATime)
{
    GateStation station(parts_, "North gate");
    station.addScanner("hand", scanner_);
    awaitArmed();
    scanner_.read("A\n");
    loop_.run();
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), scanner_.armed.size()); // not before the verdict
    admission_.willAnswer(ScanOutcome(ScanAnswer{}));
    loop_.run();
    awaitArmed();
    CPPUNIT_ASSERT(view_.screen().phase == GatePhase::Admitted);
    CPPUNIT_ASSERT_EQUAL(std::string("A"), admission_.asked().at(0).token);
}

CPPUNIT_TEST_FIXTURE(GateStationTest, armsItsScannerAgainAfterACodeThatItIgnores)
{
    GateStation station(parts_, "North gate");
    station.addScanner("hand", scanner_);
    awaitArmed();
    scanner_.read("  ");
    loop_.run();
    awaitArmed();
    CPPUNIT_ASSERT(admission_.asked().empty());
}

CPPUNIT_TEST_FIXTURE(GateStationTest, saysWhyAScannerDoesNotStartAndGoesOn)
{
    GateStation station(parts_, "North gate");
    scanner_.startAnswer = failure(ErrorCode::Unavailable, "unplugged");
    station.addScanner("hand", scanner_);
    loop_.run();
    CPPUNIT_ASSERT_EQUAL(std::string("Scanner \"hand\": unplugged"), view_.screen().notice);
    admission_.willAnswer(ScanOutcome(ScanAnswer{}));
    station.presenter().readCode("typed");
    loop_.run();
    CPPUNIT_ASSERT(view_.screen().phase == GatePhase::Admitted);
}

CPPUNIT_TEST_FIXTURE(GateStationTest, stopsItsScannersWhenItGoes)
{
    {
        GateStation station(parts_, "North gate");
        station.addScanner("hand", scanner_);
        awaitArmed();
    }
    CPPUNIT_ASSERT(scanner_.stopped);
}

} // namespace

} // namespace ace::gate
