// SPDX-License-Identifier: MIT
// Downloads and event streams.
#include "FrontFixture.h"

#include <ace/server/http/Streaming.h>

#include <Poco/Net/NetException.h>

#include <fstream>

namespace ace::server::http {

namespace {

class StreamingTest : public FrontFixture
{
public:
    void setUp() override
    {
        serveUsual();
        serve("GET", "/events", [](auto&, auto& response) { sendEvents(response, "sales"); });
        serve("GET", "/rows", [this](auto&, auto& response) {
            auto row = std::make_shared<int>(0);
            sendPieces(response, "text/csv",
                       {[this, row](std::string& piece) {
                            if (*row == breakAt)
                                throw std::runtime_error("the disk is gone");
                            piece = "row " + std::to_string((*row)++) + padding + "\n";
                            most = std::max(most.load(), *row);
                            return *row < rows;
                        },
                        std::nullopt});
        });
        serve("GET", "/file", [this](auto&, auto& response) {
            response.sendFile((folder.path() / "big.bin").string(), "application/octet-stream");
        });
    }

protected:
    Poco::Net::StreamSocket listen(const std::string& lastEventId = {})
    {
        const std::size_t before = front->figures().listeners;
        Poco::Net::StreamSocket socket = connect();
        sendText(socket, "GET /events HTTP/1.1\r\nHost: x\r\n" +
                             (lastEventId.empty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n") + "\r\n");
        eventually("it listens", [&] { return front->figures().listeners > before; });
        return socket;
    }

    test::TemporaryFolder folder;
    int rows = 1000;
    int breakAt = -1;
    std::string padding;
    std::atomic<int> most{0};
};

CPPUNIT_TEST_FIXTURE(StreamingTest, sendsALongAnswerInPieces)
{
    start();
    std::string expected;
    for (int i = 0; i < rows; ++i)
        expected += "row " + std::to_string(i) + "\n";
    test::HttpClient client(front->port());
    const auto reply = client.get("/rows");
    CPPUNIT_ASSERT_EQUAL(std::string("chunked"), reply.field("Transfer-Encoding"));
    CPPUNIT_ASSERT_EQUAL(expected, reply.body);
    CPPUNIT_ASSERT_EQUAL(std::string("hello"), client.get("/hello").body); // on the same connection
    const std::string old = raw("GET /rows HTTP/1.0\r\n\r\n");
    CPPUNIT_ASSERT(old.ends_with(expected) && old.find("chunked") == std::string::npos);
    const std::string head = raw("HEAD /rows HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    CPPUNIT_ASSERT_MESSAGE(head, head.ends_with("\r\n\r\n"));
}

CPPUNIT_TEST_FIXTURE(StreamingTest, aDownloadThatFailsIsCutAndNotEnded)
{
    breakAt = 3;
    start();
    const std::string answer = raw("GET /rows HTTP/1.1\r\nHost: x\r\n\r\n");
    CPPUNIT_ASSERT(answer.find("row 2") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string::npos, answer.find("\r\n0\r\n"));
    CPPUNIT_ASSERT(log.all().find("the disk is gone") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(StreamingTest, nobodyTakesACutDownloadForAWholeOne)
{
    breakAt = 3;
    start();
    Poco::Net::StreamSocket socket = connect();
    sendText(socket, "GET /rows HTTP/1.0\r\n\r\n"); // whose end is the connection's
    CPPUNIT_ASSERT_THROW(readAll(socket), Poco::Net::ConnectionResetException);
}

CPPUNIT_TEST_FIXTURE(StreamingTest, aTopicThatWasForgottenDoesNotCountAnew)
{
    Topics few("run", 256, 1);
    few.publish("sales", "sold", "1");
    few.publish("sales", "sold", "2");
    few.publish("other", "sold", "3"); // for which the first one goes
    few.publish("sales", "sold", "4");
    few.publish("sales", "sold", "5");
    const auto listener = few.listen("sales", "run-2", [] {});
    const Topics::Frame frame = listener->take();
    CPPUNIT_ASSERT(frame && frame->starts_with("event: missed\n"));
    few.forget("sales", listener);
}

CPPUNIT_TEST_FIXTURE(StreamingTest, makesNoMoreThanTheClientTakes)
{
    rows = 100'000'000;
    padding.assign(1000, '.'); // so that a busy machine, too, soon has made more than fits
    options.sendTimeout = std::chrono::milliseconds(300);
    start();
    Poco::Net::StreamSocket socket = connect();
    sendText(socket, "GET /rows HTTP/1.1\r\nHost: x\r\n\r\n");
    eventually("the slow reader is cut",
               [this] { return front->figures().refusedFor(Refused::ReaderTooSlow) == 1; });
    CPPUNIT_ASSERT(most < 100'000);
}

CPPUNIT_TEST_FIXTURE(StreamingTest, sendsAFileWithItsLength)
{
    const std::string content(3'000'001, 'f');
    std::ofstream(folder.path() / "big.bin") << content;
    start();
    test::HttpClient client(front->port());
    const auto reply = client.get("/file");
    CPPUNIT_ASSERT_EQUAL(std::string("3000001"), reply.field("Content-Length"));
    CPPUNIT_ASSERT(reply.body == content);
    std::filesystem::remove(folder.path() / "big.bin");
    CPPUNIT_ASSERT_EQUAL(500, client.get("/file").status);
}

CPPUNIT_TEST_FIXTURE(StreamingTest, everyListenerHearsWhatIsPublished)
{
    start();
    Poco::Net::StreamSocket first = listen();
    Poco::Net::StreamSocket second = listen();
    topics.publish("sales", "sold", "{\"left\":\n3}");
    for (auto* listener : {&first, &second}) {
        const std::string heard = readUntil(*listener, "3}\n\n");
        CPPUNIT_ASSERT_MESSAGE(heard, heard.find("Content-Type: text/event-stream") != std::string::npos);
        CPPUNIT_ASSERT_MESSAGE(heard,
                               heard.ends_with("id: run-1\nevent: sold\ndata: {\"left\":\ndata: 3}\n\n"));
    }
    topics.publish("other", "sold", "unheard");
    topics.publish("sales", "sold", "next");
    CPPUNIT_ASSERT_EQUAL(std::string("id: run-2\nevent: sold\ndata: next\n\n"), readUntil(first, "next\n\n"));
}

CPPUNIT_TEST_FIXTURE(StreamingTest, whoComesBackGetsWhatItMissed)
{
    start();
    for (int i = 1; i <= 4; ++i)
        topics.publish("sales", "sold", std::to_string(i));
    Poco::Net::StreamSocket back = listen("run-2");
    const std::string heard = readUntil(back, "data: 4\n\n");
    CPPUNIT_ASSERT(heard.find("id: run-3") != std::string::npos && heard.find("run-2") == std::string::npos);
    for (const std::string unknown : {"earlier-2", "run-9", "run-", "run-1x"}) {
        Poco::Net::StreamSocket lost = listen(unknown);
        CPPUNIT_ASSERT(readUntil(lost, "event: missed\n").find("id:") == std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(StreamingTest, aSilentTopicHasAHeartbeat)
{
    options.heartbeat = std::chrono::milliseconds(20);
    start();
    Poco::Net::StreamSocket socket = listen();
    CPPUNIT_ASSERT(!readUntil(socket, ":\n\n").empty());
}

CPPUNIT_TEST_FIXTURE(StreamingTest, aListenerThatIsTooFarBehindIsDropped)
{
    options.sendTimeout = std::chrono::milliseconds(300);
    start();
    Poco::Net::StreamSocket socket = listen();
    const std::string large(100'000, 'e');
    for (int i = 0; i < 300; ++i)
        topics.publish("sales", "sold", large);
    eventually("nobody listens", [this] {
        topics.publish("sales", "sold", "more");
        return front->figures().listeners == 0;
    });
}

CPPUNIT_TEST_FIXTURE(StreamingTest, aDrainEndsTheStreams)
{
    start();
    Poco::Net::StreamSocket socket = listen();
    Poco::Net::StreamSocket talking = listen();
    sendText(talking, "x"); // which nobody reads
    readUntil(socket, "\r\n\r\n");
    CPPUNIT_ASSERT(front->drain(std::chrono::seconds(5)));
    CPPUNIT_ASSERT_EQUAL(std::string(), readAll(socket));
}

CPPUNIT_TEST_FIXTURE(StreamingTest, aFrontMayGoWhileSomebodyListens)
{
    start();
    Poco::Net::StreamSocket socket = listen();
    front.reset();
    topics.publish("sales", "sold", "to nobody");
    CPPUNIT_ASSERT_EQUAL(std::size_t(0), topics.listenerCount());
}

} // namespace

} // namespace ace::server::http
