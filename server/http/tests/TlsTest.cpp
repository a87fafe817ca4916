// SPDX-License-Identifier: MIT
#include "FrontFixture.h"
#include "HeldTls.h"
#include "TlsClient.h"

#include <Poco/Net/NetException.h>
#include <openssl/ssl.h>

#include <fstream>

namespace ace::server::http {

namespace {

const std::string kRequest = "GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

class TlsTest : public FrontFixture
{
public:
    void setUp() override
    {
        serveUsual();
        test::makeCertificate(folder.path(), "first");
        options.tlsPort = 0;
        use("first");
    }

protected:
    std::string file(const std::string& name) const { return (folder.path() / name).string(); }
    void use(const std::string& name) { options.tls = TlsFiles{file(name + ".crt"), file(name + ".key")}; }
    std::string failureOf(const TlsFiles& files)
    {
        options.tls = files;
        const auto failed = Front::start(options, site, log);
        CPPUNIT_ASSERT(!failed);
        CPPUNIT_ASSERT_EQUAL(std::string::npos, failed.error().describe().find('\n'));
        return failed.error().describe();
    }

    static bool listensAt(const std::string& address, std::uint16_t port)
    {
        try {
            Poco::Net::StreamSocket(Poco::Net::SocketAddress(address, port)).close();
            return true;
        } catch (const Poco::Net::ConnectionRefusedException&) {
            return false;
        }
    }
    Poco::Net::StreamSocket connectFrom(const std::string& address) const
    {
        Poco::Net::StreamSocket socket;
        socket.impl()->bind(Poco::Net::SocketAddress(address, 0), true);
        socket.connect(Poco::Net::SocketAddress("127.0.0.1", front->tlsPort()));
        socket.setReceiveTimeout(Poco::Timespan(5, 0));
        return socket;
    }

    test::TemporaryFolder folder;
};

CPPUNIT_TEST_FIXTURE(TlsTest, servesBothWithAndWithout)
{
    start();
    const auto reply = test::exchangeTls(front->tlsPort(), kRequest);
    CPPUNIT_ASSERT_MESSAGE(reply.answer, reply.answer.ends_with("hello"));
    CPPUNIT_ASSERT_EQUAL(std::string("TLSv1.3"), reply.version);
    CPPUNIT_ASSERT(reply.answer.find("Strict-Transport-Security: ") != std::string::npos);
    const std::string plain = raw(kRequest);
    CPPUNIT_ASSERT_MESSAGE(plain, plain.ends_with("hello"));
    CPPUNIT_ASSERT(plain.find("Strict-Transport-Security") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(TlsTest, servesWithTlsAloneWhereThatIsWanted)
{
    options.port.reset();
    start();
    CPPUNIT_ASSERT_EQUAL(0, static_cast<int>(front->port()));
    CPPUNIT_ASSERT(test::exchangeTls(front->tlsPort(), kRequest).answer.ends_with("hello"));
}

CPPUNIT_TEST_FIXTURE(TlsTest, whatIsNotEncryptedIsForThisMachineAlone)
{
    options.address = "0.0.0.0";
    start();
    CPPUNIT_ASSERT(listensAt("127.0.0.2", front->tlsPort()));
    CPPUNIT_ASSERT(test::exchangeTls(front->tlsPort(), kRequest).answer.ends_with("hello"));
    CPPUNIT_ASSERT(!listensAt("127.0.0.2", front->port()));
    CPPUNIT_ASSERT(raw(kRequest).ends_with("hello"));
}

CPPUNIT_TEST_FIXTURE(TlsTest, whatIsNotEncryptedListensElsewhereWhereThatIsWanted)
{
    options.plainAddress = "127.0.0.2";
    start();
    CPPUNIT_ASSERT(listensAt("127.0.0.2", front->port()));
    CPPUNIT_ASSERT(!listensAt("127.0.0.1", front->port()));
    CPPUNIT_ASSERT(listensAt("127.0.0.1", front->tlsPort()));
}

CPPUNIT_TEST_FIXTURE(TlsTest, speaksNothingOlderThanTls12)
{
    start();
    CPPUNIT_ASSERT(!test::exchangeTls(front->tlsPort(), kRequest, {TLS1_1_VERSION, ""}).connected);
    const auto reply = test::exchangeTls(front->tlsPort(), kRequest, {TLS1_2_VERSION, ""});
    CPPUNIT_ASSERT_EQUAL(std::string("TLSv1.2"), reply.version);
    CPPUNIT_ASSERT(reply.answer.ends_with("hello"));
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(1), front->figures().refusedFor(Refused::Handshake));
}

CPPUNIT_TEST_FIXTURE(TlsTest, choosesHttp11AndNothingElse)
{
    start();
    CPPUNIT_ASSERT_EQUAL(std::string("http/1.1"),
                         test::exchangeTls(front->tlsPort(), kRequest, {0, "http/1.1"}).protocol);
    CPPUNIT_ASSERT(!test::exchangeTls(front->tlsPort(), kRequest, {0, "h2"}).connected);
}

CPPUNIT_TEST_FIXTURE(TlsTest, whoComesBackNeedsNoNewHandshake)
{
    start();
    CPPUNIT_ASSERT(test::resumesTls(front->tlsPort()));
}

CPPUNIT_TEST_FIXTURE(TlsTest, takesARenewedCertificateForNewConnections)
{
    start();
    CPPUNIT_ASSERT_EQUAL(std::string("first"), test::exchangeTls(front->tlsPort(), kRequest).subject);
    test::makeCertificate(folder.path(), "second");
    std::filesystem::copy_file(file("second.crt"), file("first.crt"),
                               std::filesystem::copy_options::overwrite_existing);
    const auto halfDone = front->reloadCertificate(); // the key is still the old one
    CPPUNIT_ASSERT(!halfDone);
    CPPUNIT_ASSERT(halfDone.error().describe().find("first.key") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("first"), test::exchangeTls(front->tlsPort(), kRequest).subject);
    std::filesystem::copy_file(file("second.key"), file("first.key"),
                               std::filesystem::copy_options::overwrite_existing);
    test::mustSucceed(front->reloadCertificate());
    CPPUNIT_ASSERT_EQUAL(std::string("second"), test::exchangeTls(front->tlsPort(), kRequest).subject);
}

CPPUNIT_TEST_FIXTURE(TlsTest, saysInOneLineWhichFileIsWrong)
{
    test::makeCertificate(folder.path(), "other");
    std::ofstream(file("broken.crt")) << "no certificate";
    CPPUNIT_ASSERT(failureOf({file("none.crt"), file("first.key")}).starts_with("server.tls_certificate: "));
    CPPUNIT_ASSERT(
        failureOf({file("broken.crt"), file("first.key")}).starts_with("server.tls_certificate: "));
    CPPUNIT_ASSERT(failureOf({file("first.crt"), file("none.key")}).starts_with("server.tls_key: "));
    CPPUNIT_ASSERT(failureOf({file("first.crt"), file("other.key")}).starts_with("server.tls_key: "));
}

CPPUNIT_TEST_FIXTURE(TlsTest, aHandshakeThatDoesNotComeRunsOutOfTime)
{
    options.handshakeTimeout = std::chrono::milliseconds(100);
    start();
    Poco::Net::StreamSocket silent(Poco::Net::SocketAddress("127.0.0.1", front->tlsPort()));
    silent.setReceiveTimeout(Poco::Timespan(5, 0));
    CPPUNIT_ASSERT_EQUAL(std::string(), readAll(silent));
}

CPPUNIT_TEST_FIXTURE(TlsTest, whoIsSilentKeepsNobodyFromShakingHands)
{
    options.handshakesMost = 4;
    start();
    std::vector<Poco::Net::StreamSocket> silent;
    for (int i = 0; i < 5; ++i)
        silent.push_back(connectFrom("127.0.0.2"));
    eventually("they are accepted", [this] { return front->figures().connections == 5; });
    CPPUNIT_ASSERT(test::exchangeTls(front->tlsPort(), kRequest).connected);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(0), front->figures().refusedFor(Refused::Handshake));
}

CPPUNIT_TEST_FIXTURE(TlsTest, whoBeginsTooManyHandshakesLosesTheFirstOfThem)
{
    options.handshakesMost = 4;
    start();
    Poco::Net::StreamSocket other = connectFrom("127.0.0.3");
    std::vector<Poco::Net::StreamSocket> many;
    for (int i = 0; i < 5; ++i) {
        if (i == 1)
            other.sendBytes("\x16", 1);
        many.push_back(connectFrom("127.0.0.2"));
        many.back().sendBytes("\x16", 1);
    }
    eventually("two are refused", [this] { return front->figures().refusedFor(Refused::Handshake) == 2; });
    CPPUNIT_ASSERT_EQUAL(std::string(), readAll(many[0]));
    CPPUNIT_ASSERT(test::exchangeTls(front->tlsPort(), kRequest).connected);
    CPPUNIT_ASSERT_EQUAL(std::string(), readAll(many[1]));
    CPPUNIT_ASSERT(
        !other.poll(Poco::Timespan(0, 1000), Poco::Net::Socket::SELECT_READ)); // it still may go on
}

CPPUNIT_TEST_FIXTURE(TlsTest, whoOwesMuchWithTlsCostsNobodyElseItsAnswer)
{
    serve("GET", "/big", [](auto&, auto& response) {
        send(response, 200, "application/octet-stream", std::string(2u << 20, 'b'));
    });
    options.bytesOwedMost = 10u << 20; // 5 for each of the two threads
    start();
    Poco::Net::StreamSocket honest; // takes its answer late
    honest.init(AF_INET);
    honest.setReceiveBufferSize(4096);
    honest.connect(Poco::Net::SocketAddress("127.0.0.1", front->port()));
    honest.setReceiveTimeout(Poco::Timespan(5, 0));
    sendText(honest, "GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    eventually("it owes", [this] { return front->figures().bytesOwed >= 2u << 20; });
    std::vector<std::unique_ptr<test::HeldTls>> debtors;
    for (int i = 0; i < 6; ++i) {
        debtors.push_back(std::make_unique<test::HeldTls>(front->tlsPort(), 4096));
        debtors.back()->send("GET /big HTTP/1.1\r\nHost: x\r\n\r\n");
    }
    eventually("some are cut", [this] { return front->figures().refusedFor(Refused::ReaderTooSlow) == 4; });
    CPPUNIT_ASSERT(raw(kRequest).ends_with("hello"));
    CPPUNIT_ASSERT(raw("GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").size() > 2u << 20);
    CPPUNIT_ASSERT(readAll(honest).size() > 2u << 20);
    CPPUNIT_ASSERT_EQUAL(std::uint64_t(4), front->figures().refusedFor(Refused::ReaderTooSlow));
}

CPPUNIT_TEST_FIXTURE(TlsTest, whoIsIdleWithTlsMakesRoomForWhoComesWithout)
{
    options.connectionsMost = 3;
    start();
    std::vector<std::unique_ptr<test::HeldTls>> idle;
    for (int i = 0; i < 3; ++i) {
        idle.push_back(std::make_unique<test::HeldTls>(front->tlsPort()));
        idle.back()->send("GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
        std::string answer;
        while (!answer.ends_with("hello"))
            answer += idle.back()->readSome();
    }
    eventually("they are idle", [this] { return front->figures().idle == 3; });
    CPPUNIT_ASSERT(raw(kRequest).ends_with("hello"));
    CPPUNIT_ASSERT_EQUAL(std::string(), idle[0]->readSome());
    eventually("two are left", [this] { return front->figures().connections == 2; });
}

} // namespace

} // namespace ace::server::http
