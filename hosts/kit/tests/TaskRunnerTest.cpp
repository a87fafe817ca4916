// SPDX-License-Identifier: MIT
#include <ace/kit/TaskRunner.h>

#include "TestSupport.h"

#include <semaphore>
#include <thread>

namespace ace::kit {

namespace {

class TaskRunnerTest : public CppUnit::TestFixture
{
protected:
    TaskRunner::Dispatch dispatch()
    {
        return [this](std::function<void()> task) { CPPUNIT_ASSERT(window_.tryPush(std::move(task))); };
    }
    void turnWindow()
    {
        auto task = window_.popFor(std::chrono::seconds(20));
        CPPUNIT_ASSERT_MESSAGE("nothing came to the window's thread", task.has_value());
        (*task)();
    }

    BoundedQueue<std::function<void()>> window_{100};
};

CPPUNIT_TEST_FIXTURE(TaskRunnerTest, asksApartAndAnswersOnTheWindowsThread)
{
    const auto window = std::this_thread::get_id();
    TaskRunner runner("test-work", dispatch());
    std::thread::id asked, answered;
    int answer = 0;
    runner.ask(
        [&]() -> Result<int> {
            asked = std::this_thread::get_id();
            return 42;
        },
        [&](const Result<int>& result) {
            answered = std::this_thread::get_id();
            answer = *result;
        });
    turnWindow();
    CPPUNIT_ASSERT_EQUAL(42, answer);
    CPPUNIT_ASSERT(asked != window);
    CPPUNIT_ASSERT(answered == window);
}

CPPUNIT_TEST_FIXTURE(TaskRunnerTest, answersBusyAtOnceWhenTooMuchWaits)
{
    std::binary_semaphore go(0);
    TaskRunner runner("test-work", dispatch());
    int busy = 0;
    for (int i = 0; i < 200; ++i)
        runner.ask(
            [&]() -> Result<int> {
                go.acquire();
                go.release();
                return 1;
            },
            [&](const Result<int>& result) {
                busy += !result && result.error().code == ErrorCode::Busy ? 1 : 0;
            });
    go.release();
    CPPUNIT_ASSERT(busy >= 100 && busy < 200);
}

CPPUNIT_TEST_FIXTURE(TaskRunnerTest, answersNobodyWhoIsGone)
{
    bool answered = false;
    {
        TaskRunner runner("test-work", dispatch());
        runner.ask([]() -> Result<int> { return 1; }, [&](const Result<int>&) { answered = true; });
        while (window_.size() == 0)
            std::this_thread::yield();
    }
    turnWindow(); // the event loop comes to it later
    CPPUNIT_ASSERT(!answered);
}

} // namespace

} // namespace ace::kit
