// SPDX-License-Identifier: MIT
#include "FrontFixture.h"

#include <ace/server/http/Document.h>

#include <Poco/Net/NetException.h>

#include <future>

namespace ace::server::http {

namespace {

class FrontTest : public FrontFixture
{
public:
    void setUp() override
    {
        serveUsual();
        serve("POST", "/ignore", [](auto&, auto& response) { send(response, 200, "text/plain", "ignored"); });
        serve("GET", "/throws", [](auto&, auto& response) {
            response.set("Set-Cookie", "half=1");
            throw std::runtime_error("secret of the house");
        });
        serve("GET", "/silent", [](auto&, auto&) {});
        serve("GET", "/splits", [](auto&, auto& response) {
            response.set("X-Name", "a\r\nX-Evil: 1");
            send(response, 200, "text/plain", "x");
        });
        serve("GET", "/page",
              [](auto&, auto& response) { send(response, 200, "text/html", std::string(5000, 'p')); });
        serve("GET", "/id",
              [](auto& request, auto& response) { send(response, 200, "text/plain", requestIdOf(request)); });
        serve("GET", "/revised", [](auto&, auto& response) {
            response.set("ETag", "\"2\"");
            send(response, 200, "application/json", std::string(5000, ' ') + "{}");
        });
        serve("GET", "/if-match", [](auto& request, auto& response) {
            send(response, 200, "text/plain", request.get("If-Match", ""));
        });
        serve("GET", "/long", [](auto&, auto& response) { send(response, 200, "text/plain", longText()); });
        serve("GET", "/document", [](auto& request, auto& response) { document().send(request, response); });
        options.bodyTimeout = std::chrono::milliseconds(700);
        options.headTimeout = std::chrono::milliseconds(500);
        start();
    }

protected:
    void refuses(const std::string& head, const std::string& status)
    {
        const std::string answer = raw(head + "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        CPPUNIT_ASSERT_MESSAGE(head + " → " + answer, answer.starts_with("HTTP/1.1 " + status));
        CPPUNIT_ASSERT_EQUAL_MESSAGE(head + " → " + answer, 1, test::countOf(answer, "\nDate: "));
        CPPUNIT_ASSERT_MESSAGE(head + " → " + answer, answer.find("[timeout") == std::string::npos);
    }

    static std::string longText() { return std::string(300'000, 'l'); }
    static const Document& document()
    {
        static const std::string text = longText();
        static const Document document("text/plain", text);
        return document;
    }
};

CPPUNIT_TEST_FIXTURE(FrontTest, answersOverAConnectionThatIsKept)
{
    test::HttpClient client(front->port());
    for (int i = 0; i < 3; ++i) {
        const auto reply = client.get("/hello");
        CPPUNIT_ASSERT_EQUAL(200, reply.status);
        CPPUNIT_ASSERT_EQUAL(std::string("hello"), reply.body);
    }
}

CPPUNIT_TEST_FIXTURE(FrontTest, answersPipelinedRequestsInOrder)
{
    const std::string answer =
        raw("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\none"
            "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n"
            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nConnection: close\r\n\r\ntwo");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer, 3, test::countOf(answer, "HTTP/1.1 200"));
    CPPUNIT_ASSERT(answer.find("3:one") < answer.find("hello"));
    CPPUNIT_ASSERT(answer.find("hello") < answer.find("3:two"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, aBodyThatTheHandlerIgnoresIsNotTheNextRequest)
{
    const std::string inner = "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n";
    const std::string answer =
        raw("POST /ignore HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(inner.size()) +
            "\r\n\r\n" + inner + "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer, 2, test::countOf(answer, "HTTP/1.1 200"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, aPostWithoutLengthHasNoBody)
{
    const std::string answer = raw(
        "POST /echo HTTP/1.1\r\nHost: x\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer, 2, test::countOf(answer, "HTTP/1.1 200"));
    CPPUNIT_ASSERT(answer.find("0:") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(FrontTest, refusesFramingThatCanBeReadInTwoWaysAndCloses)
{
    const std::string post = "POST /ignore HTTP/1.1\r\nHost: x\r\n";
    refuses(post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", "400");
    refuses(post + "Content-Length: 3\r\nContent-Length: 40\r\n\r\nabc", "400");
    refuses(post + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
    refuses(post + "Content-Length: -5\r\n\r\n", "400");
    refuses(post + "Content-Length: +5\r\n\r\nabcde", "400");
    refuses(post + "Transfer-Encoding: xchunked\r\n\r\n", "501");
    refuses(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
    refuses("POST /ignore HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "400");
    refuses("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "400");
    refuses("GET /hello HTTP/9.9\r\nHost: a\r\n\r\n", "505");
    refuses("GET hello HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "400");
}

CPPUNIT_TEST_FIXTURE(FrontTest, readsAChunkedBodyAndTheRequestAfterIt)
{
    const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    const std::string answer = raw(
        head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\nGET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(answer, answer.find("5:abcde") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer, 2, test::countOf(answer, "HTTP/1.1 200"));
    const std::string broken = raw(head + "ZZ\r\nGET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(broken, test::countOf(broken, "HTTP/1.1") <= 1);
    CPPUNIT_ASSERT_MESSAGE(broken, broken.find("hello") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(FrontTest, takesABodyOfOneMebibyteAndNoMore)
{
    test::HttpClient client(front->port());
    const auto fits = client.post("/echo", std::string(1u << 20, 'a'));
    CPPUNIT_ASSERT_EQUAL(200, fits.status);
    CPPUNIT_ASSERT_EQUAL(std::string("1048576:aaaaaaaaaaaaaaaaaaaa"), fits.body);

    const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2097152\r\n\r\n";
    const std::string answer = raw(head + std::string(2u << 20, 'a'));
    CPPUNIT_ASSERT_MESSAGE(answer.substr(0, 300), answer.starts_with("HTTP/1.1 413"));
    CPPUNIT_ASSERT(answer.find("too_large") != std::string::npos);

    std::string chunked = "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 20; ++i)
        chunked += "10000\r\n" + std::string(65536, 'a') + "\r\n";
    CPPUNIT_ASSERT(raw(chunked + "0\r\n\r\n").starts_with("HTTP/1.1 413"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, aBodyThatDripsRunsOutOfTime)
{
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", front->port()));
    const std::string head = "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";
    socket.sendBytes(head.data(), static_cast<int>(head.size()));
    std::string answer;
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    while (answer.empty() && std::chrono::steady_clock::now() < until) {
        if (!socket.poll(Poco::Timespan(0, 100'000), Poco::Net::Socket::SELECT_READ)) {
            socket.sendBytes("x", 1);
            continue;
        }
        char piece[512];
        const int count = socket.receiveBytes(piece, sizeof piece);
        answer.assign(piece, static_cast<std::size_t>(std::max(count, 0)));
    }
    CPPUNIT_ASSERT_MESSAGE(answer, answer.starts_with("HTTP/1.1 408"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, whatAHandlerThrowsIsLoggedOnceAndTold)
{
    test::HttpClient client(front->port());
    const auto reply = client.get("/throws");
    CPPUNIT_ASSERT_EQUAL(500, reply.status);
    CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), reply.field("Content-Type"));
    CPPUNIT_ASSERT_EQUAL(std::string(), reply.field("Set-Cookie"));
    CPPUNIT_ASSERT(reply.body.find("secret") == std::string::npos);
    CPPUNIT_ASSERT_EQUAL(1, test::countOf(log.all(), "secret of the house"));
    CPPUNIT_ASSERT_EQUAL(500, client.get("/silent").status);
    CPPUNIT_ASSERT_EQUAL(200, client.get("/hello").status); // the connection lives on
}

CPPUNIT_TEST_FIXTURE(FrontTest, aLineBreakInAFieldDoesNotLeave)
{
    const auto answer = raw("GET /splits HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(answer, answer.starts_with("HTTP/1.1 500"));
    CPPUNIT_ASSERT(answer.find("X-Evil") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(FrontTest, aRequestThatDripsInByteByByteIsOne)
{
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", front->port()));
    socket.setNoDelay(true);
    for (const char c :
         std::string("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
                     "\r\n5\r\nhello\r\n0\r\n\r\n"))
        socket.sendBytes(&c, 1);
    const std::string answer = readAll(socket);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(answer, 1, test::countOf(answer, "HTTP/1.1 200"));
    CPPUNIT_ASSERT_MESSAGE(answer, answer.find("5:hello") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(FrontTest, saysToGoOnOnlyWhereABodyMayCome)
{
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", front->port()));
    const std::string head =
        "POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n";
    sendText(socket, head + "Content-Length: 2\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL(std::string("HTTP/1.1 100 Continue\r\n\r\n"), readSome(socket));
    sendText(socket, "ok");
    const std::string answer = readAll(socket);
    CPPUNIT_ASSERT_MESSAGE(answer, answer.starts_with("HTTP/1.1 200") && answer.ends_with("2:ok"));
    const std::string tooLong = raw(head + "Content-Length: 99999999\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(tooLong, tooLong.starts_with("HTTP/1.1 413"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, anOldClientGetsNoChunksAndIsKeptOnlyIfItAsks)
{
    const std::string once = raw("GET /hello HTTP/1.0\r\n\r\nGET /hello HTTP/1.0\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(once, 1, test::countOf(once, "200 OK"));
    CPPUNIT_ASSERT_MESSAGE(once, once.find("Transfer-Encoding") == std::string::npos);
    const std::string twice =
        raw("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /hello HTTP/1.0\r\n\r\n");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(twice, 2, test::countOf(twice, "200 OK"));
    CPPUNIT_ASSERT_MESSAGE(twice, twice.find("Connection: keep-alive") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(FrontTest, anAbsoluteAddressIsThePathOfItsHost)
{
    const std::string answer =
        raw("GET http://X:80/hello HTTP/1.1\r\nHost: x:80\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(answer, answer.ends_with("hello"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, packsTextForWhoTakesItButNotForWhoHasACookie)
{
    test::HttpClient client(front->port());
    const auto packed = client.get("/page", {{"Accept-Encoding", "br, gzip;q=0.5"}});
    CPPUNIT_ASSERT_EQUAL(std::string("gzip"), packed.field("Content-Encoding"));
    CPPUNIT_ASSERT_EQUAL(std::string("Accept-Encoding"), packed.field("Vary"));
    CPPUNIT_ASSERT_EQUAL(std::string(5000, 'p'), test::gunzip(packed.body));
    for (const test::Fields& fields :
         {test::Fields{}, {{"Accept-Encoding", "gzip;q=0"}}, {{"Accept-Encoding", "br"}}})
        CPPUNIT_ASSERT_EQUAL(std::string(5000, 'p'), client.get("/page", fields).body);
    CPPUNIT_ASSERT_EQUAL(std::string(),
                         client.get("/hello", {{"Accept-Encoding", "gzip"}}).field("Content-Encoding"));
    const auto own = client.get("/page", {{"Accept-Encoding", "gzip"}, {"Cookie", "cart=1"}});
    CPPUNIT_ASSERT_EQUAL(std::string(), own.field("Content-Encoding"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, everyRequestHasANameInAnswerProblemAndLog)
{
    test::HttpClient client(front->port());
    const auto first = client.get("/id");
    CPPUNIT_ASSERT(!first.body.empty());
    CPPUNIT_ASSERT_EQUAL(first.field("X-Request-Id"), first.body);
    const auto second = client.get("/id", {{"X-Request-Id", "stranger"}});
    CPPUNIT_ASSERT_EQUAL(second.field("X-Request-Id"), second.body);
    CPPUNIT_ASSERT(second.body != first.body && second.body != "stranger");
    const auto failed = client.get("/throws");
    CPPUNIT_ASSERT(failed.body.find("\"request_id\":\"" + failed.field("X-Request-Id") + "\"") !=
                   std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(log.all(), log.all().find("[" + failed.field("X-Request-Id") + "] GET /throws") !=
                                          std::string::npos);
}

CPPUNIT_TEST_FIXTURE(FrontTest, headHasNoBody)
{
    const auto answer = raw("HEAD /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(answer, answer.starts_with("HTTP/1.1 200"));
    CPPUNIT_ASSERT(answer.find("Content-Length: 5") != std::string::npos);
    CPPUNIT_ASSERT(answer.ends_with("\r\n\r\n"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, whoReadItPackedMayEditIt)
{
    test::HttpClient client(front->port());
    const auto read = client.get("/revised", {{"Accept-Encoding", "gzip"}});
    CPPUNIT_ASSERT_EQUAL(std::string("gzip"), read.field("Content-Encoding"));
    CPPUNIT_ASSERT_EQUAL(std::string("\"2-gz\""), read.field("ETag"));
    CPPUNIT_ASSERT_EQUAL(std::string("\"2\""),
                         client.get("/if-match", {{"If-Match", read.field("ETag")}}).body);
    CPPUNIT_ASSERT_EQUAL(std::string("\"1\", \"2\""),
                         client.get("/if-match", {{"If-Match", "\"1-gz\", \"2\""}}).body);
}

CPPUNIT_TEST_FIXTURE(FrontTest, whoAsksForTheHeadAloneCostsNoPacking)
{
    const std::string head = test::exchangeRaw(
        front->port(),
        "HEAD /revised HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n");
    for (const char* field :
         {"Content-Encoding: gzip\r\n", "ETag: \"2-gz\"\r\n", "Vary: Accept-Encoding\r\n"})
        CPPUNIT_ASSERT_MESSAGE(head, head.find(field) != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(head, head.find("Content-Length") == std::string::npos); // nobody knows it yet
    CPPUNIT_ASSERT_MESSAGE(head, head.ends_with("\r\n\r\n"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, packsWhatIsLongOnlyWhereItIsPackedOnce)
{
    test::HttpClient client(front->port());
    CPPUNIT_ASSERT_EQUAL(std::string(),
                         client.get("/long", {{"Accept-Encoding", "gzip"}}).field("Content-Encoding"));
    const auto packed = client.get("/document", {{"Accept-Encoding", "gzip"}});
    const auto plain = client.get("/document");
    CPPUNIT_ASSERT_EQUAL(std::string("gzip"), packed.field("Content-Encoding"));
    CPPUNIT_ASSERT(plain.body == longText() && test::gunzip(packed.body) == longText());
    CPPUNIT_ASSERT(packed.field("ETag") != plain.field("ETag"));
    for (const auto& seen : {packed, plain}) {
        CPPUNIT_ASSERT_EQUAL(std::string("Accept-Encoding"), seen.field("Vary"));
        const auto again = client.get("/document", {{"Accept-Encoding", seen.field("Content-Encoding")},
                                                    {"If-None-Match", seen.field("ETag")}});
        CPPUNIT_ASSERT_EQUAL(304, again.status);
        CPPUNIT_ASSERT_EQUAL(seen.field("ETag"), again.field("ETag"));
    }
}

CPPUNIT_TEST_FIXTURE(FrontTest, halfSentHeadsAndIdleConnectionsDoNotStopTheDrain)
{
    Poco::Net::StreamSocket half(Poco::Net::SocketAddress("127.0.0.1", front->port()));
    half.sendBytes("GET /he", 7);
    test::HttpClient idle(front->port());
    CPPUNIT_ASSERT_EQUAL(200, idle.get("/hello").status);
    CPPUNIT_ASSERT(front->drain(std::chrono::seconds(5)));
}

CPPUNIT_TEST_FIXTURE(FrontTest, drainingAnswersWhatHasArrivedAndTakesNothingNew)
{
    auto slow =
        std::async(std::launch::async, [this] { return test::HttpClient(front->port()).get("/slow"); });
    slowBegun.acquire();
    auto drained = std::async(std::launch::async, [this] { return front->drain(std::chrono::seconds(5)); });
    bool refused = false;
    for (int i = 0; i < 100 && !refused; ++i) {
        try {
            refused = test::exchangeRaw(front->port(), "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n",
                                        Poco::Timespan(0, 50'000))
                          .find("hello") == std::string::npos;
        } catch (const Poco::Net::NetException&) {
            refused = true; // nobody listens any more
        }
    }
    CPPUNIT_ASSERT(refused);
    slowMayEnd.release();
    const auto reply = slow.get();
    CPPUNIT_ASSERT_EQUAL(std::string("slow but whole"), reply.body);
    CPPUNIT_ASSERT(drained.get());
}

CPPUNIT_TEST_FIXTURE(FrontTest, saysWhenADrainWasCutShort)
{
    auto slow = std::async(std::launch::async, [this] {
        return test::exchangeRaw(front->port(), "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
    });
    slowBegun.acquire();
    CPPUNIT_ASSERT(!front->drain(std::chrono::milliseconds(50)));
    slowMayEnd.release();
    CPPUNIT_ASSERT_EQUAL(0, test::countOf(slow.get(), "slow but whole"));
}

CPPUNIT_TEST_FIXTURE(FrontTest, aPortThatIsTakenIsOneClearError)
{
    const std::uint16_t taken = front->port();
    options.port = taken;
    const auto second = Front::start(options, site, log);
    CPPUNIT_ASSERT(!second);
    CPPUNIT_ASSERT(second.error().message.find(std::to_string(taken)) != std::string::npos);
}

} // namespace

} // namespace ace::server::http
