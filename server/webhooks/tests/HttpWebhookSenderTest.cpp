// SPDX-License-Identifier: MIT
#include "Receiver.h"
#include "TestSupport.h"
#include "TlsReceiver.h"

#include <ace/base/Thread.h>
#include <ace/server/webhooks/HttpWebhookSender.h>

#include <Poco/Net/StreamSocket.h>

#include <csignal>

namespace ace::server::webhooks {

namespace {

using namespace std::chrono_literals;

class HttpWebhookSenderTest : public CppUnit::TestFixture
{
public:
    void setUp() override { std::signal(SIGPIPE, SIG_IGN); } // as the server does

protected:
    Result<void> send(const std::string& url, SenderOptions options = {true, true, 5000ms, ""})
    {
        HttpWebhookSender sender(std::move(options), clock_);
        return sender.send({url, "{}", "t=1,v1=ab"});
    }
    void mustFail(const std::string& expected, const Result<void>& result)
    {
        CPPUNIT_ASSERT_MESSAGE("it was sent", !result);
        const std::string said = result.error().describe();
        CPPUNIT_ASSERT_MESSAGE(said, said.find(expected) != std::string::npos);
        // Path and query may be a secret.
        CPPUNIT_ASSERT_MESSAGE(said, said.find("from=ace") == std::string::npos);
    }

    const SystemClock clock_;
    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, postsTheBodyWithItsSignature)
{
    Receiver receiver;
    test::mustSucceed(send(receiver.url()));
    const auto all = receiver.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all.size());
    CPPUNIT_ASSERT_EQUAL(std::string("POST"), all[0].method);
    CPPUNIT_ASSERT_EQUAL(std::string("/hook?from=ace"), all[0].path);
    CPPUNIT_ASSERT_EQUAL(receiver.url(), "http://" + all[0].host + all[0].path);
    CPPUNIT_ASSERT_EQUAL(std::string("application/json"), all[0].type);
    CPPUNIT_ASSERT_EQUAL(std::string("t=1,v1=ab"), all[0].signature);
    CPPUNIT_ASSERT_EQUAL(std::string("{}"), all[0].body);
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, onlyTwoHundredsAreSuccess)
{
    Receiver receiver;
    for (const int status : {200, 202, 204}) {
        receiver.status = status;
        test::mustSucceed(send(receiver.url()));
    }
    for (const int status : {400, 404, 410, 500, 503}) {
        receiver.status = status;
        mustFail("answered " + std::to_string(status), send(receiver.url()));
    }
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, followsNoRedirect)
{
    Receiver elsewhere, receiver;
    receiver.status = 307;
    receiver.location = elsewhere.url();
    mustFail("answered 307", send(receiver.url()));
    CPPUNIT_ASSERT(elsewhere.received().empty());
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, sendsNothingInTheClearUnlessItMay)
{
    Receiver receiver;
    mustFail("is not https://", send(receiver.url(), {false, true, 1000ms, ""}));
    mustFail("is not https://", send("gopher://127.0.0.1/", {true, true, 1000ms, ""}));
    CPPUNIT_ASSERT(receiver.received().empty());
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, sendsNothingIntoTheHouseUnlessItMay)
{
    Receiver receiver;
    const std::string port = receiver.url().substr(16);
    for (const std::string host : {"127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1",
                                   "127.1", "[::ffff:127.0.0.1]"})
        CPPUNIT_ASSERT_MESSAGE(host, !send("http://" + host + port, {true, false, 1000ms, ""}));
    mustFail("leads into a private network (127.0.0.1)", send(receiver.url(), {true, false, 1000ms, ""}));
    CPPUNIT_ASSERT(receiver.received().empty());
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, aReceiverThatSaysNothingIsATimeout)
{
    Poco::Net::ServerSocket silent(Poco::Net::SocketAddress("127.0.0.1", 0));
    const std::string address = "127.0.0.1:" + std::to_string(silent.address().port());
    const auto plain = send("http://" + address, {true, true, 100ms, ""});
    CPPUNIT_ASSERT(!plain && plain.error().code == ErrorCode::Timeout);
    const auto tls = send("https://" + address, {true, true, 100ms, ""});
    CPPUNIT_ASSERT(!tls && tls.error().code == ErrorCode::Timeout);
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, aReceiverThatDripsIsATimeoutToo)
{
    Poco::Net::ServerSocket slow(Poco::Net::SocketAddress("127.0.0.1", 0));
    Thread drip("drip", [&] {
        auto peer = slow.acceptConnection();
        try {
            while (peer.sendBytes("x", 1) == 1)
                if (peer.poll(Poco::Timespan(0, 10'000), Poco::Net::Socket::SELECT_ERROR))
                    break;
        } catch (const Poco::Exception&) { // it hung up: that is what is wanted
        }
    });
    const auto before = clock_.monotonic();
    const auto result =
        send("http://127.0.0.1:" + std::to_string(slow.address().port()), {true, true, 200ms, ""});
    drip.join();
    CPPUNIT_ASSERT(!result && result.error().code == ErrorCode::Timeout);
    CPPUNIT_ASSERT(clock_.monotonic() - before < 5s);
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, anAnswerThatIsNotHttpIsNone)
{
    for (const std::string answer :
         {"hello\r\n", "HTTP/1.1 2xx OK\r\n", "HTTP/2 200\r\n", "HTTP/1.1 2000\r\n"}) {
        Poco::Net::ServerSocket odd(Poco::Net::SocketAddress("127.0.0.1", 0));
        Thread peer("odd", [&] {
            auto socket = odd.acceptConnection();
            char request[4096];
            socket.receiveBytes(request, sizeof request);
            socket.sendBytes(answer.data(), static_cast<int>(answer.size()));
        });
        mustFail("not HTTP", send("http://127.0.0.1:" + std::to_string(odd.address().port())));
        peer.join();
    }
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, nobodyThereIsSaidSo)
{
    std::string url;
    {
        Poco::Net::ServerSocket gone(Poco::Net::SocketAddress("127.0.0.1", 0));
        url = "http://127.0.0.1:" + std::to_string(gone.address().port());
    }
    mustFail("it cannot be connected to", send(url));
    mustFail("cannot be found", send("https://no-such-host.invalid/"));
}

CPPUNIT_TEST_FIXTURE(HttpWebhookSenderTest, checksTheCertificateAndItsName)
{
    TlsReceiver receiver("localhost");
    const auto ca = folder_.path() / "ca.pem";
    receiver.writeCertificate(ca);
    const std::string port = ":" + std::to_string(receiver.port()) + "/";
    test::mustSucceed(send("https://localhost" + port, {false, true, 5000ms, ca}));
    CPPUNIT_ASSERT_EQUAL(1, receiver.answered());
    mustFail("certificate", send("https://localhost" + port, {false, true, 5000ms, ""})); // not trusted
    mustFail("certificate", send("https://127.0.0.1" + port, {false, true, 5000ms, ca})); // another name
    CPPUNIT_ASSERT_EQUAL(1, receiver.answered());
}

} // namespace

} // namespace ace::server::webhooks
