// SPDX-License-Identifier: MIT
// Slow, many and greedy clients: each meets a limit, and nobody else notices.
#include "FrontFixture.h"

#include <Poco/Net/NetException.h>

#include <future>

namespace ace::server::http {

namespace {

using std::chrono::milliseconds;
const std::string kHello = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
const std::string kLastHello = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

class LimitsTest : public FrontFixture
{
public:
    void setUp() override
    {
        serveUsual();
        serve("GET", "/big", [](auto&, auto& response) {
            send(response, 200, "application/octet-stream", std::string(4u << 20, 'b'));
        });
    }

protected:
    std::uint64_t refused(Refused reason) const { return front->figures().refusedFor(reason); }
    std::string from(const std::string& address, const std::string& bytes)
    {
        Poco::Net::StreamSocket socket;
        socket.impl()->bind(Poco::Net::SocketAddress(address, 0), true);
        socket.connect(Poco::Net::SocketAddress("127.0.0.1", front->port()));
        socket.setReceiveTimeout(Poco::Timespan(5, 0));
        try {
            sendText(socket, bytes);
            return readAll(socket);
        } catch (const Poco::Net::NetException&) {
            return "reset";
        }
    }
    // A /slow that is under way.
    std::future<std::string> beginSlow()
    {
        auto answer = std::async(std::launch::async, [this] {
            return raw("GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        });
        slowBegun.acquire();
        return answer;
    }
};

CPPUNIT_TEST_FIXTURE(LimitsTest, aHeadThatDripsRunsOutOfTimeAndIsTold)
{
    options.headTimeout = milliseconds(300);
    start();
    Poco::Net::StreamSocket socket = connect();
    sendText(socket, "GET /hello HTTP/1.1\r\nX-Drip: ");
    std::atomic<bool> done{false};
    std::thread dripping([&] {
        try {
            while (!done) {
                socket.sendBytes("d", 1);
                std::this_thread::yield();
            }
        } catch (const Poco::Exception&) {
            return; // it was closed
        }
    });
    const std::string answer = readUntil(socket, "\r\n\r\n");
    done = true;
    dripping.join();
    const bool slowOrLong = answer.starts_with("HTTP/1.1 408") || answer.starts_with("HTTP/1.1 431");
    CPPUNIT_ASSERT_MESSAGE(answer, slowOrLong);
}

CPPUNIT_TEST_FIXTURE(LimitsTest, halfAHeadIsToldToBeLate)
{
    options.headTimeout = milliseconds(100);
    start();
    Poco::Net::StreamSocket socket = connect();
    sendText(socket, "GET /hello HTTP/1.1\r\nHost: x\r\n");
    const std::string answer = readAll(socket);
    CPPUNIT_ASSERT_MESSAGE(answer, answer.starts_with("HTTP/1.1 408"));
    CPPUNIT_ASSERT_MESSAGE(answer, answer.find("X-Request-Id: ") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), refused(Refused::HeadTooSlow));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, whoIsSilentAtFirstHasNoLongerForItsHead)
{
    test::FakeClock time;
    front = test::valueOf(Front::start(options, site, {log, time, ids, &topics}));
    Poco::Net::StreamSocket socket = connect();
    eventually("it is in", [this] { return front->figures().idle == 1; });
    time.advance(options.headTimeout - milliseconds(1));
    sendText(socket, "GET /hello HTTP/1.1\r\n");
    eventually("it has begun", [this] { return front->figures().idle == 0; });
    time.advance(milliseconds(2));
    CPPUNIT_ASSERT(readAll(socket).starts_with("HTTP/1.1 408"));
    front.reset(); // before its clock
}

CPPUNIT_TEST_FIXTURE(LimitsTest, anIdleConnectionIsClosedInTime)
{
    options.keepAliveTimeout = milliseconds(100);
    start();
    Poco::Net::StreamSocket socket = connect();
    sendText(socket, kHello);
    const std::string answer = readAll(socket);
    CPPUNIT_ASSERT_MESSAGE(answer, answer.ends_with("hello"));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, whoDoesNotTakeItsAnswerIsClosed)
{
    options.sendTimeout = milliseconds(20); // for each 256 KiB
    start();
    Poco::Net::StreamSocket socket;
    socket.init(AF_INET);
    socket.setReceiveBufferSize(4096);
    socket.connect(Poco::Net::SocketAddress("127.0.0.1", front->port()));
    sendText(socket, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually("it is refused", [this] { return refused(Refused::ReaderTooSlow) == 1; });
    eventually("it is closed", [this] { return front->figures().connections == 0; });
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), front->figures().bytesOwed);
}

CPPUNIT_TEST_FIXTURE(LimitsTest, slowReadersTogetherOweOnlySoMuch)
{
    options.bytesOwedMost = 10u << 20;
    start();
    std::vector<Poco::Net::StreamSocket> readers;
    for (int i = 0; i < 6; ++i) {
        readers.push_back(connect());
        sendText(readers.back(), "GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    eventually("four of them are closed", [this] { return refused(Refused::ReaderTooSlow) == 4; });
    CPPUNIT_ASSERT(front->figures().bytesOwed <= options.bytesOwedMost);
    CPPUNIT_ASSERT(raw(kLastHello).ends_with("hello"));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, aFullQueueSaysSoAtOnceAndKeepsTheConnection)
{
    options.threads = 2;
    options.queueMost = 1;
    start();
    auto first = beginSlow();
    auto second = beginSlow();
    auto waiting = std::async(std::launch::async, [this] { return raw(kLastHello); });
    eventually("one waits", [this] { return front->figures().queued == 1; });
    Poco::Net::StreamSocket socket = connect();
    sendText(socket, kHello);
    const std::string busy = readUntil(socket, "}");
    CPPUNIT_ASSERT_MESSAGE(busy, busy.starts_with("HTTP/1.1 503"));
    CPPUNIT_ASSERT_MESSAGE(busy, busy.find("Retry-After: 1\r\n") != std::string::npos);
    slowMayEnd.release(2);
    CPPUNIT_ASSERT(waiting.get().ends_with("hello"));
    sendText(socket, kLastHello);
    CPPUNIT_ASSERT(readAll(socket).ends_with("hello"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), refused(Refused::QueueFull));
    CPPUNIT_ASSERT(first.get().ends_with("whole") && second.get().ends_with("whole"));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, workThatIsOlderThanItsClientWouldWaitIsDropped)
{
    options.threads = 2;
    test::FakeClock time;
    front = test::valueOf(Front::start(options, site, {log, time, ids, &topics}));
    auto first = beginSlow();
    auto second = beginSlow();
    auto waiting = std::async(std::launch::async, [this] { return raw(kLastHello); });
    eventually("one waits", [this] { return front->figures().queued == 1; });
    time.advance(options.queueTimeout + milliseconds(1));
    slowMayEnd.release(2);
    CPPUNIT_ASSERT(waiting.get().starts_with("HTTP/1.1 503"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), refused(Refused::WaitedTooLong));
    CPPUNIT_ASSERT(first.get().ends_with("whole") && second.get().ends_with("whole"));
    front.reset(); // before its clock
}

CPPUNIT_TEST_FIXTURE(LimitsTest, whoWaitsIsToldInTimeThoughNoWorkerBecomesFree)
{
    options.threads = 2;
    test::FakeClock time;
    front = test::valueOf(Front::start(options, site, {log, time, ids, &topics}));
    Poco::Net::StreamSocket first = connect(), second = connect(), waiting = connect();
    for (Poco::Net::StreamSocket* slow : {&first, &second}) {
        sendText(*slow, "GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        slowBegun.acquire();
    }
    sendText(waiting, kLastHello);
    eventually("one waits", [this] { return front->figures().queued == 1; });
    time.advance(options.queueTimeout + milliseconds(1));
    const std::string told = readAll(waiting);
    time.advance(std::chrono::seconds(30));
    eventually("it is logged",
               [this] { return log.all().find("2 requests have kept") != std::string::npos; });
    slowMayEnd.release(2);
    CPPUNIT_ASSERT_MESSAGE(told, told.starts_with("HTTP/1.1 503"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), refused(Refused::WaitedTooLong));
    CPPUNIT_ASSERT(readAll(first).ends_with("whole") && readAll(second).ends_with("whole"));
    front.reset(); // before its clock
}

CPPUNIT_TEST_FIXTURE(LimitsTest, slowRoutesNeverTakeAllTheWorkers)
{
    options.threads = 4;
    options.slowThreads = 2;
    RouteOptions slowRoute;
    slowRoute.slow = true;
    std::counting_semaphore<> begun{0}, mayEnd{0};
    serve(
        "GET", "/report",
        [&](auto&, auto& response) {
            begun.release();
            mayEnd.acquire();
            send(response, 200, "text/plain", "report");
        },
        slowRoute);
    start();
    std::vector<std::future<std::string>> reports;
    for (int i = 0; i < 8; ++i)
        reports.push_back(std::async(std::launch::async, [this] {
            return raw("GET /report HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        }));
    eventually("six reports wait", [this] { return front->figures().queuedSlow == 6; });
    CPPUNIT_ASSERT(raw(kLastHello).ends_with("hello"));
    CPPUNIT_ASSERT(begun.try_acquire() && begun.try_acquire() && !begun.try_acquire());
    mayEnd.release(8);
    for (auto& report : reports)
        CPPUNIT_ASSERT(report.get().ends_with("report"));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, oneAddressHasOnlySoManyConnections)
{
    options.connectionsPerAddressMost = 3;
    start();
    std::vector<Poco::Net::StreamSocket> held;
    for (int i = 0; i < 3; ++i)
        held.push_back(connect());
    eventually("three are in", [this] { return front->figures().connections == 3; });
    const std::string fourth = from("127.0.0.1", kLastHello);
    CPPUNIT_ASSERT_MESSAGE(fourth, fourth.find("hello") == std::string::npos);
    CPPUNIT_ASSERT(from("127.0.0.2", kLastHello).ends_with("hello"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), refused(Refused::TooManyOfOneAddress));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, atTheCapTheLongestIdleMakesRoom)
{
    options.connectionsMost = 3;
    start();
    std::vector<Poco::Net::StreamSocket> held;
    for (int i = 0; i < 3; ++i) {
        held.push_back(connect());
        sendText(held.back(), kHello);
        CPPUNIT_ASSERT(readUntil(held.back(), "hello").ends_with("hello"));
    }
    CPPUNIT_ASSERT(from("127.0.0.2", kLastHello).ends_with("hello"));
    CPPUNIT_ASSERT_EQUAL(std::string(), readAll(held[0]));
    for (int i = 1; i < 3; ++i) {
        sendText(held[static_cast<std::size_t>(i)], kLastHello);
        CPPUNIT_ASSERT(readAll(held[static_cast<std::size_t>(i)]).ends_with("hello"));
    }
}

CPPUNIT_TEST_FIXTURE(LimitsTest, atTheCapWithNobodyIdleTheNewOneIsRefused)
{
    options.connectionsMost = 2;
    start();
    auto first = beginSlow();
    auto second = beginSlow();
    CPPUNIT_ASSERT(from("127.0.0.1", kLastHello).find("hello") == std::string::npos);
    slowMayEnd.release(2);
    CPPUNIT_ASSERT(first.get().ends_with("whole") && second.get().ends_with("whole"));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, aRouteMayTakeALongerBodyThanTheOthers)
{
    RouteOptions upload;
    upload.bodyBytesMost = 3u << 20;
    RouteOptions note;
    note.bodyBytesMost = 10;
    const auto echo = [](auto& request, auto& response) {
        send(response, 200, "text/plain", std::to_string(readBody(request).size()));
    };
    serve("POST", "/upload", echo, upload);
    serve("POST", "/note", echo, note);
    start();
    test::HttpClient client(front->port());
    CPPUNIT_ASSERT_EQUAL(std::string("3145728"), client.post("/upload", std::string(3u << 20, 'u')).body);
    CPPUNIT_ASSERT_EQUAL(std::string("10"), client.post("/note", "0123456789").body);
    const std::string chunked = "POST /note HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "6\r\n012345\r\n6\r\n012345\r\n0\r\n\r\n";
    CPPUNIT_ASSERT(raw(chunked).starts_with("HTTP/1.1 413"));
}

CPPUNIT_TEST_FIXTURE(LimitsTest, aBodyThatNobodyTakesIsRefusedBeforeItComes)
{
    start();
    const std::string length = " HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n";
    const std::string nowhere = raw("POST /nowhere" + length + "Expect: 100-continue\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(nowhere, nowhere.starts_with("HTTP/1.1 404"));
    CPPUNIT_ASSERT(nowhere.find("Connection: close\r\n") != std::string::npos);
    const std::string wrongMethod = raw("POST /hello" + length + "\r\nhalf of it");
    CPPUNIT_ASSERT_MESSAGE(wrongMethod, wrongMethod.starts_with("HTTP/1.1 405"));
    CPPUNIT_ASSERT(wrongMethod.find("Allow: GET, HEAD\r\n") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(LimitsTest, bodiesUnderWayHaveOnlySoManyBytesTogether)
{
    options.bodyBytesMost = 3u << 20;
    start();
    const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n";
    std::vector<Poco::Net::StreamSocket> senders;
    for (int i = 0; i < 6; ++i) {
        senders.push_back(connect());
        sendText(senders.back(), head + std::string(999'999, 'b'));
    }
    eventually("some are refused", [this] { return refused(Refused::NoRoomForBody) >= 3; });
    eventually("they fit", [this] { return front->figures().bodyBytes <= options.bodyBytesMost; });
    const std::string told = readUntil(senders.front(), "}");
    CPPUNIT_ASSERT_MESSAGE(told, told.starts_with("HTTP/1.1 503"));
    CPPUNIT_ASSERT_MESSAGE(told, told.find("Retry-After: 1\r\n") != std::string::npos);
    const std::string small = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n"
                              "Connection: close\r\n\r\n";
    CPPUNIT_ASSERT(from("127.0.0.2", small + std::string(60'000, 's')).find("60000:sss") !=
                   std::string::npos);
    sendText(senders.back(), "b");
    CPPUNIT_ASSERT(readUntil(senders.back(), "bbb").find("1000000:bbb") != std::string::npos);
    senders.clear();
    eventually("nothing is held", [this] { return front->figures().bodyBytes == 0; });
}

CPPUNIT_TEST_FIXTURE(LimitsTest, aHeadHasSoManyBytesAndFields)
{
    start();
    std::string fields;
    for (int i = 0; i < 98; ++i)
        fields += "X-" + std::to_string(i) + ": v\r\n";
    const std::string start = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
    CPPUNIT_ASSERT(raw(start + fields + "\r\n").ends_with("hello"));
    CPPUNIT_ASSERT(raw(start + fields + "X-98: v\r\n\r\n").starts_with("HTTP/1.1 431"));
    const std::size_t left = 16'384 - start.size() - std::string("X: \r\n\r\n").size();
    CPPUNIT_ASSERT(raw(start + "X: " + std::string(left, 'v') + "\r\n\r\n").ends_with("hello"));
    CPPUNIT_ASSERT(raw(start + "X: " + std::string(left + 1, 'v') + "\r\n\r\n").starts_with("HTTP/1.1 431"));
    CPPUNIT_ASSERT(raw("GET /" + std::string(20'000, 'a')).starts_with("HTTP/1.1 431"));
}

} // namespace

} // namespace ace::server::http
