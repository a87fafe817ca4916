// SPDX-License-Identifier: MIT
// Answers that many get, made once.
#include "FrontFixture.h"

#include <future>

namespace ace::server::http {

namespace {

class SharingTest : public FrontFixture
{
public:
    void setUp() override
    {
        route.shareFor = std::chrono::milliseconds(500);
        serve(
            "GET", "/other", [](auto&, auto& response) { send(response, 200, "text/plain", "other"); },
            route);
        serve(
            "GET", "/hot",
            [this](auto&, auto& response) {
                const int number = ++made;
                if (gate) {
                    slowBegun.release();
                    slowMayEnd.acquire();
                }
                if (status != 200)
                    throw Problem("not_found", "Not now.");
                if (setsCookie)
                    response.set("Set-Cookie", "visitor=" + std::to_string(number));
                for (const auto& [name, value] : extra)
                    response.set(name, value);
                send(response, 200, "text/html",
                     "version " + std::to_string(number) + std::string(padding, '.'));
            },
            route);
        front = test::valueOf(Front::start(options, site, {log, time, ids, &topics}));
    }
    void tearDown() override { front.reset(); } // before the clock, which its threads read

protected:
    test::Reply get(const test::Fields& fields = {})
    {
        return test::HttpClient(front->port()).get("/hot", fields);
    }
    static std::string versionOf(const test::Reply& reply) { return reply.body.substr(0, 9); }

    test::FakeClock time;
    RouteOptions route;
    std::atomic<int> made{0};
    std::atomic<bool> gate{false};
    std::atomic<bool> setsCookie{false};
    std::atomic<int> status{200};
    std::size_t padding = 0;
    test::Fields extra; // fields of the answers
};

#define SAME(expected, actual) CPPUNIT_ASSERT_EQUAL(std::string(expected), std::string(actual))

CPPUNIT_TEST_FIXTURE(SharingTest, isMadeOnceForAllWhoAskInTime)
{
    for (int i = 0; i < 5; ++i)
        SAME("version 1", versionOf(get()));
    CPPUNIT_ASSERT_EQUAL(1, made.load());
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(4), front->figures().shared);
}

CPPUNIT_TEST_FIXTURE(SharingTest, isNeverOlderThanItsRouteAllows)
{
    SAME("version 1", versionOf(get()));
    time.advance(std::chrono::milliseconds(499));
    const std::string second = versionOf(get()); // past the half: the first who asks makes the next one
    SAME("version 2", second);
    time.advance(std::chrono::milliseconds(249));
    SAME("version 2", versionOf(get()));
    time.advance(std::chrono::milliseconds(500));
    SAME("version 3", versionOf(get()));
}

CPPUNIT_TEST_FIXTURE(SharingTest, whoWaitsForTheFirstGetsItsAnswer)
{
    gate = true;
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < 10; ++i)
        answers.push_back(std::async(std::launch::async, [this] { return versionOf(get()); }));
    slowBegun.acquire();
    eventually("all ten are here", [this] { return front->figures().connections == 10; });
    gate = false;
    slowMayEnd.release();
    for (auto& answer : answers)
        SAME("version 1", answer.get());
    CPPUNIT_ASSERT_EQUAL(1, made.load());
}

CPPUNIT_TEST_FIXTURE(SharingTest, anAnswerThatTakesLongIsStillMadeOnceForAll)
{
    gate = true;
    std::vector<std::future<std::string>> answers;
    for (int i = 0; i < 10; ++i)
        answers.push_back(std::async(std::launch::async, [this] { return versionOf(get()); }));
    slowBegun.acquire();
    eventually("all ten are here", [this] { return front->figures().connections == 10; });
    std::this_thread::sleep_for(std::chrono::milliseconds(100)); // and their heads
    time.advance(std::chrono::milliseconds(501));
    answers.push_back(std::async(std::launch::async, [this] { return versionOf(get()); })); // came too late
    eventually("it is here", [this] { return front->figures().connections == 11; });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    gate = false;
    slowMayEnd.release();
    for (std::size_t i = 0; i < answers.size(); ++i)
        SAME(i < 10 ? "version 1" : "version 2", answers[i].get());
    CPPUNIT_ASSERT_EQUAL(2, made.load());
}

CPPUNIT_TEST_FIXTURE(SharingTest, whileOneMakesTheNextTheOthersGetTheLast)
{
    SAME("version 1", versionOf(get()));
    time.advance(std::chrono::milliseconds(300));
    gate = true;
    auto leader = std::async(std::launch::async, [this] { return versionOf(get()); });
    slowBegun.acquire();
    SAME("version 1", versionOf(get()));
    time.advance(std::chrono::milliseconds(210)); // now the last one is too old, and all wait
    auto other = std::async(std::launch::async, [this] { return versionOf(get()); });
    gate = false;
    slowMayEnd.release();
    SAME("version 2", leader.get());
    SAME("version 2", other.get());
}

CPPUNIT_TEST_FIXTURE(SharingTest, whoIsSomebodyGetsAnAnswerOfTheirOwn)
{
    SAME("version 1", versionOf(get()));
    SAME("version 2", versionOf(get({{"Cookie", "cart=1"}})));
    SAME("version 3", versionOf(get({{"Authorization", "Bearer x"}})));
    SAME("version 1", versionOf(get()));
}

CPPUNIT_TEST_FIXTURE(SharingTest, whatSetsACookieOrFailsIsNotShared)
{
    setsCookie = true;
    SAME("visitor=1", get().field("Set-Cookie"));
    SAME("visitor=2", get().field("Set-Cookie"));
    setsCookie = false;
    status = 404;
    CPPUNIT_ASSERT_EQUAL(404, get().status);
    CPPUNIT_ASSERT_EQUAL(404, get().status);
    CPPUNIT_ASSERT_EQUAL(4, made.load());
}

CPPUNIT_TEST_FIXTURE(SharingTest, whatIsSaidToOneVisitorIsNotSaidToOthers)
{
    extra = {{"RateLimit-Remaining", "17"}, {"Content-Language", "de"}};
    for (int i = 0; i < 3; ++i) {
        const auto reply = get();
        SAME("version 1", versionOf(reply));
        SAME("", reply.field("RateLimit-Remaining"));
        SAME("de", reply.field("Content-Language"));
    }
}

CPPUNIT_TEST_FIXTURE(SharingTest, whatIsPrivateOrVariesIsNotShared)
{
    int version = 1;
    for (const test::Fields& own :
         {test::Fields{{"Cache-Control", "max-age=5, private"}}, {{"Vary", "Accept-Language"}}}) {
        extra = own;
        SAME("version " + std::to_string(version++), versionOf(get()));
        SAME("version " + std::to_string(version++), versionOf(get()));
    }
}

CPPUNIT_TEST_FIXTURE(SharingTest, theHeadAloneIsThatOfTheAnswer)
{
    padding = 4000;
    const auto ask = [this](const std::string& method) {
        return raw(method +
                   " /hot HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    };
    const auto fieldsOf = [](const std::string& answer) { return answer.substr(0, answer.find("Date: ")); };
    const std::string first = ask("HEAD");
    SAME("\r\n\r\n", first.substr(first.size() - 4));
    for (int i = 0; i < 3; ++i) {
        SAME(fieldsOf(first), fieldsOf(ask("GET")));
        SAME(fieldsOf(first), fieldsOf(ask("HEAD")));
    }
    CPPUNIT_ASSERT(first.find("ETag: ") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(1, made.load());
}

CPPUNIT_TEST_FIXTURE(SharingTest, theQueryIsPartOfTheAddress)
{
    test::HttpClient client(front->port());
    SAME("version 1", versionOf(client.get("/hot?a=1")));
    SAME("version 2", versionOf(client.get("/hot?a=2")));
    SAME("version 1", versionOf(client.get("/hot?a=1")));
}

CPPUNIT_TEST_FIXTURE(SharingTest, whoHasItAlreadyIsToldSo)
{
    const auto first = get();
    const std::string tag = first.field("ETag");
    CPPUNIT_ASSERT(tag.size() > 2 && tag.front() == '"');
    for (const std::string& known : {tag, "\"other\", " + tag, "W/" + tag, std::string("*")}) {
        const auto again = get({{"If-None-Match", known}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(known, 304, again.status);
        SAME("", again.body);
        SAME(tag, again.field("ETag"));
    }
    CPPUNIT_ASSERT_EQUAL(200, get({{"If-None-Match", "\"other\""}}).status);
}

CPPUNIT_TEST_FIXTURE(SharingTest, isPackedOnceAndHasATagForEachForm)
{
    padding = 4000;
    const auto plain = get();
    const auto packed = get({{"Accept-Encoding", "gzip"}});
    SAME("Accept-Encoding", plain.field("Vary"));
    SAME("gzip", packed.field("Content-Encoding"));
    SAME(plain.body, test::gunzip(packed.body));
    CPPUNIT_ASSERT(plain.field("ETag") != packed.field("ETag"));
    CPPUNIT_ASSERT_EQUAL(304,
                         get({{"Accept-Encoding", "gzip"}, {"If-None-Match", packed.field("ETag")}}).status);
    CPPUNIT_ASSERT_EQUAL(1, made.load());
}

CPPUNIT_TEST_FIXTURE(SharingTest, halfAHeadGetsNoAnswerHoweverHotOthersAre)
{
    for (const std::string& sent :
         {std::string("GET /oth"), "GET /other HTTP/1.1\r\nX: " + std::string(5000, 'x')}) {
        get();
        get({{"X-Long", std::string(1200, 'l')}}); // a head that is too long to be known
        Poco::Net::StreamSocket socket = connect();
        sendText(socket, sent);
        get(); // the half head was seen before this
        const std::string rest = sent.size() > 10 ? "" : "er HTTP/1.1";
        sendText(socket, rest + "\r\nHost: x\r\nConnection: close\r\n\r\n");
        std::string answer; // without an end, if all goes wrong
        for (std::string piece = readSome(socket); !piece.empty() && answer.size() < 10'000;
             piece = readSome(socket))
            answer += piece;
        CPPUNIT_ASSERT_MESSAGE(answer.substr(0, 2000), answer.ends_with("other"));
        CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(test::countOf(answer, "HTTP/1.1 ")));
    }
}

CPPUNIT_TEST_FIXTURE(SharingTest, whoPipelinesLeavesTheThreadToOthers)
{
    constexpr int kMany = 2000;
    std::atomic<int> answered{0}; // by the I/O thread, which the first of them stops for a moment
    std::atomic<int> before{kMany};
    std::atomic<bool> armed{false};
    options.observer = [&](const Finished& finished) {
        if (armed && finished.route == "/other")
            before = answered.load();
        if (armed && finished.route == "/hot" && ++answered == 1) {
            slowBegun.release();
            slowMayEnd.acquire();
        }
    };
    front.reset(); // before another on this clock
    front = test::valueOf(Front::start(options, site, {log, time, ids, &topics}));
    test::HttpClient(front->port()).get("/other");
    get();
    armed = true;
    Poco::Net::StreamSocket greedy = connect();
    std::string many;
    for (int i = 0; i < kMany; ++i)
        many += "GET /hot HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n";
    auto all = std::async(std::launch::async, [&] { return readAll(greedy); });
    sendText(greedy, many + "GET /hot HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    slowBegun.acquire();
    Poco::Net::StreamSocket other = connect();
    sendText(other, "GET /other HTTP/1.1\r\nHost: x\r\n\r\n");
    slowMayEnd.release();
    readUntil(other, "other");
    CPPUNIT_ASSERT_EQUAL(kMany, static_cast<int>(test::countOf(all.get(), "HTTP/1.1 304")));
    front.reset(); // before what its observer writes to
    CPPUNIT_ASSERT_MESSAGE(std::to_string(before) + " were answered before", before < 300);
}

} // namespace

} // namespace ace::server::http
