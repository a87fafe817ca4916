// SPDX-License-Identifier: MIT
#include <ace/server/api/UnderWay.h>

#include "TestSupport.h"

#include <ace/server/http/Problem.h>

#include <future>
#include <optional>
#include <thread>

namespace ace::server::api {

namespace {

using std::chrono::milliseconds;

class UnderWayTest : public CppUnit::TestFixture
{
protected:
    static std::string codeOfEntering(UnderWay& underWay, const std::string& key)
    {
        try {
            const UnderWay::Turn turn(underWay, key);
            return "";
        } catch (const http::Problem& problem) {
            return std::string(problem.kind().code);
        }
    }
};

CPPUNIT_TEST_FIXTURE(UnderWayTest, aSecondRequestWaitsUntilTheFirstIsDone)
{
    UnderWay underWay;
    std::optional<UnderWay::Turn> first(std::in_place, underWay, "key");
    std::promise<void> entered;
    std::jthread second([&] {
        const UnderWay::Turn turn(underWay, "key");
        entered.set_value();
    });
    auto done = entered.get_future();
    CPPUNIT_ASSERT(done.wait_for(milliseconds(30)) == std::future_status::timeout);
    first.reset();
    CPPUNIT_ASSERT(done.wait_for(milliseconds(5000)) == std::future_status::ready);
}

CPPUNIT_TEST_FIXTURE(UnderWayTest, afterItsPatienceItSaysThatTheFirstIsStillRunning)
{
    UnderWay underWay(milliseconds(20));
    const UnderWay::Turn first(underWay, "key");
    CPPUNIT_ASSERT_EQUAL(std::string("request_under_way"), codeOfEntering(underWay, "key"));
    CPPUNIT_ASSERT_EQUAL(std::string(), codeOfEntering(underWay, "another"));
}

CPPUNIT_TEST_FIXTURE(UnderWayTest, itRemembersOnlySoMany)
{
    UnderWay underWay(milliseconds(20), 2);
    const UnderWay::Turn one(underWay, "1");
    std::optional<UnderWay::Turn> two(std::in_place, underWay, "2");
    CPPUNIT_ASSERT_EQUAL(std::string("busy"), codeOfEntering(underWay, "3"));
    two.reset();
    CPPUNIT_ASSERT_EQUAL(std::string(), codeOfEntering(underWay, "3"));
}

} // namespace

} // namespace ace::server::api
