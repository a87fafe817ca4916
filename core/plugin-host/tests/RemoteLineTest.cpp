// SPDX-License-Identifier: MIT
// What crosses the line to a process: whole messages or none, whatever the other end sends.
#include "TestSupport.h"
#include "remote/Line.h"
#include "remote/Message.h"
#include "remote/RestartBudget.h"

#include <sys/socket.h>

#include <array>
#include <thread>

using namespace ace;
using namespace std::chrono_literals;
using pluginhost::Line;

class RemoteLineTest : public CppUnit::TestFixture
{
protected:
    static std::array<int, 2> pair()
    {
        std::array<int, 2> ends{};
        CPPUNIT_ASSERT_EQUAL(0, ::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()));
        return ends;
    }
    void receives(Line::Got expected)
    {
        std::string_view message;
        CPPUNIT_ASSERT(here_.receive(message, std::chrono::steady_clock::now() + 50ms) == expected);
    }

    const std::array<int, 2> ends_ = pair();
    Line here_{ends_[0]};
    std::optional<Line> there_{ends_[1]};
};

CPPUNIT_TEST_FIXTURE(RemoteLineTest, messagesOfEverySizeArriveWholeAndInOrder)
{
    const std::vector<std::size_t> sizes{0, 1, 1024, 32760, 32761, 65536, 64u << 20};
    std::thread sender([&] {
        for (const auto size : sizes)
            if (!there_->send(std::string(size, 'a')))
                std::abort();
    });
    for (const auto size : sizes) {
        std::string_view message;
        CPPUNIT_ASSERT(here_.receive(message) == Line::Got::Message);
        CPPUNIT_ASSERT_EQUAL(size, message.size());
        CPPUNIT_ASSERT(message.find_first_not_of('a') == std::string_view::npos);
    }
    sender.join();
}

CPPUNIT_TEST_FIXTURE(RemoteLineTest, garbageIsBrokenAndSilenceIsNothing)
{
    receives(Line::Got::Nothing);
    CPPUNIT_ASSERT_EQUAL(ssize_t{7}, ::send(ends_[1], "garbage", 7, 0));
    receives(Line::Got::Broken);
    const std::array<std::uint32_t, 2> tooLarge{0x4c454341, 0xffffffff};
    CPPUNIT_ASSERT_EQUAL(ssize_t{8}, ::send(ends_[1], tooLarge.data(), 8, 0));
    receives(Line::Got::Broken);
    const std::array<std::uint32_t, 2> begun{0x4c454341, 100};
    CPPUNIT_ASSERT_EQUAL(ssize_t{8}, ::send(ends_[1], begun.data(), 8, 0));
    receives(Line::Got::Nothing);
    there_.reset();
    receives(Line::Got::Closed);
    CPPUNIT_ASSERT(!here_.send("too late"));
}

CPPUNIT_TEST_FIXTURE(RemoteLineTest, whatIsTooLargeIsNotSent)
{
    CPPUNIT_ASSERT(!here_.send(std::string(Line::kMessageMax + 1, 'x')));
}

CPPUNIT_TEST_FIXTURE(RemoteLineTest, aMessageIsDecodedOrRefused)
{
    std::string bytes;
    pluginhost::encode({7, {1, -2, 3}, {"one", "", "three"}}, bytes);
    const auto message = pluginhost::decode(bytes);
    CPPUNIT_ASSERT(message);
    CPPUNIT_ASSERT_EQUAL(7, message->what);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-2}, message->numbers[1]);
    CPPUNIT_ASSERT_EQUAL(std::string("three"), std::string(message->texts[2]));
    for (std::size_t size = 0; size < bytes.size(); ++size)
        CPPUNIT_ASSERT(!pluginhost::decode(std::string_view(bytes).substr(0, size)));
    CPPUNIT_ASSERT(!pluginhost::decode(bytes + "x"));
}

CPPUNIT_TEST_FIXTURE(RemoteLineTest, restartsWaitLongerEachTime)
{
    pluginhost::RestartBudget budget;
    for (const auto pause : {0s, 1s, 2s, 4s, 8s}) {
        budget.noteEnd(1h);
        CPPUNIT_ASSERT(budget.notBefore() == 1h + pause);
        CPPUNIT_ASSERT(!budget.rests());
    }
    budget.noteEnd(1h + 10min); // the window has moved on
    CPPUNIT_ASSERT(!budget.rests());
}

CPPUNIT_TEST_FIXTURE(RemoteLineTest, whatEndsTooOftenRestsLongerEachTimeUntilItLasts)
{
    pluginhost::RestartBudget budget;
    std::chrono::nanoseconds now = 1h;
    for (int end = 0; end < 5; ++end)
        budget.noteEnd(now);
    now += 10min - 1s;
    for (const auto rest : {10min, 20min, 40min, 60min, 60min}) {
        budget.noteEnd(now);
        CPPUNIT_ASSERT(budget.rests());
        CPPUNIT_ASSERT(budget.notBefore() == now + rest);
        now = budget.notBefore() + 10min - 1s; // started, and ended once more
    }
    budget.noteEnd(now + 1s); // that one lasted for ten minutes
    CPPUNIT_ASSERT(!budget.rests());
    CPPUNIT_ASSERT(budget.notBefore() == now + 1s);
}
