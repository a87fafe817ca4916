// SPDX-License-Identifier: MIT
#include "ScriptedPeer.h"
#include "TestSupport.h"

#include <ace/email/SmtpClient.h>

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <algorithm>
#include <array>

namespace ace::email {

namespace {

const std::string kMail = "Subject: x\r\n\r\nHello\r\n..\r\n.hidden\r\n.\r\n";

const Envelope kOwn{"tickets@example.org", "tickets@example.org"};

// Nobody takes the one connection that its queue holds: all others are dropped, as by a firewall.
class SilentPort
{
public:
    SilentPort()
    {
        for (auto& one : crowd_)
            one.connectNB(listener_.address());
    }
    std::uint16_t port() const { return listener_.address().port(); }

private:
    Poco::Net::ServerSocket listener_{Poco::Net::SocketAddress("127.0.0.1", 0), 0};
    std::array<Poco::Net::StreamSocket, 3> crowd_;
};

class SmtpClientTest : public CppUnit::TestFixture
{
protected:
    using Script = ScriptedPeer::Script;

    SmtpServer clear(const ScriptedPeer& peer) const
    {
        SmtpServer server{"localhost", peer.port(), Security::None};
        server.stepTimeout = std::chrono::seconds(5);
        return server;
    }
    SmtpServer startTls(const ScriptedPeer& peer) const
    {
        SmtpServer server = clear(peer);
        server.security = Security::StartTls;
        server.caFile = certificate_.certificateFile;
        return server;
    }
    Script withTls() const
    {
        Script script;
        script.certificate = certificate_;
        return script;
    }
    static Result<void> send(const SmtpServer& server, const std::string& to = "ana@example.org")
    {
        return SmtpClient(server).send({"tickets@example.org", to}, kMail);
    }
    static void mustFail(ErrorCode code, const std::string& why, const Result<void>& sent)
    {
        CPPUNIT_ASSERT_MESSAGE("it went out", !sent);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(sent.error().describe(), std::string(name(code)),
                                     std::string(name(sent.error().code)));
        CPPUNIT_ASSERT_MESSAGE(sent.error().describe(),
                               sent.error().describe().find(why) != std::string::npos);
    }
    // Interrupted from 100 ms on.
    static Result<void> greetInterrupted(SmtpClient& client)
    {
        std::atomic<bool> ended{false};
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
            while (!ended) {
                client.interrupt();
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
            }
        });
        auto greeted = client.greet(kOwn);
        ended = true;
        other.join();
        return greeted;
    }
    static bool saw(const ScriptedPeer& peer, const std::string& start)
    {
        return std::ranges::any_of(peer.commands(),
                                   [&](const std::string& command) { return command.starts_with(start); });
    }

    test::TemporaryFolder folder_;
    const ThrowAwayCertificate certificate_{folder_.path(), "localhost"};
};

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aMailArrivesAsItIsDotsAndAll)
{
    const ScriptedPeer peer({});
    test::mustSucceed(send(clear(peer)));
    CPPUNIT_ASSERT(peer.mails() == std::vector<std::string>{kMail});
    CPPUNIT_ASSERT(saw(peer, "EHLO [127.0.0.1]"));
    CPPUNIT_ASSERT(saw(peer, "MAIL FROM:<tickets@example.org> SIZE="));
    CPPUNIT_ASSERT(saw(peer, "QUIT"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, startTlsComesBeforeTheMailAndHelloIsSaidAgain)
{
    const ScriptedPeer peer(withTls());
    test::mustSucceed(send(startTls(peer)));
    const auto commands = peer.commands();
    CPPUNIT_ASSERT_EQUAL(std::string("STARTTLS"), commands.at(1));
    CPPUNIT_ASSERT(commands.at(2).starts_with("EHLO"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, peer.mails().size());
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, tlsAtOnceWorksToo)
{
    Script script = withTls();
    script.tlsAtOnce = true;
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.security = Security::Tls;
    test::mustSucceed(send(server));
    CPPUNIT_ASSERT(!saw(peer, "STARTTLS"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aServerWithoutStartTlsGetsNothing)
{
    const ScriptedPeer peer({});
    mustFail(ErrorCode::Unavailable, "does not offer STARTTLS", send(startTls(peer)));
    CPPUNIT_ASSERT(!saw(peer, "MAIL"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aServerThatRefusesStartTlsGetsNothing)
{
    Script script = withTls();
    script.replies["STARTTLS"] = "501 no";
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::Unavailable, "refuses STARTTLS: 501 no", send(startTls(peer)));
    CPPUNIT_ASSERT(!saw(peer, "MAIL"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, whatComesBetweenStartTlsAndTlsIsNotBelieved)
{
    Script script = withTls();
    script.chattyStartTls = true;
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::Unavailable, "between STARTTLS and TLS", send(startTls(peer)));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aCertificateThatNobodyVouchesForIsRefused)
{
    const ScriptedPeer peer(withTls());
    SmtpServer server = startTls(peer);
    server.caFile = ThrowAwayCertificate(folder_.path(), "stranger").certificateFile;
    mustFail(ErrorCode::Unavailable, "is not trusted", send(server));
    CPPUNIT_ASSERT(!saw(peer, "MAIL"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aCertificateOfAnotherHostIsRefused)
{
    const ThrowAwayCertificate other(folder_.path(), "mail.example.org");
    Script script;
    script.certificate = other;
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.caFile = other.certificateFile;
    mustFail(ErrorCode::Unavailable, "is not trusted", send(server));
    CPPUNIT_ASSERT(!saw(peer, "MAIL"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, logsInWithPlain)
{
    Script script = withTls();
    script.offers = {"AUTH LOGIN PLAIN"};
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.user = "shop";
    server.password = "open sesame";
    test::mustSucceed(send(server));
    CPPUNIT_ASSERT(saw(peer, "AUTH PLAIN AHNob3AAb3BlbiBzZXNhbWU="));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, logsInWithLoginWhereThatIsAllThereIs)
{
    Script script = withTls();
    script.offers = {"AUTH LOGIN"};
    script.replies = {
        {"AUTH LOGIN", "334 VXNlcm5hbWU6"}, {"c2hvcA==", "334 UGFzc3dvcmQ6"}, {"b3Blbg==", "235 welcome"}};
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.user = "shop";
    server.password = "open";
    test::mustSucceed(send(server));
    CPPUNIT_ASSERT_EQUAL(std::string("b3Blbg=="), peer.commands().at(5));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aRefusedLogInIsNoBounceAndNamesNoPassword)
{
    Script script = withTls();
    script.offers = {"AUTH PLAIN"};
    script.replies["AUTH"] = "535 5.7.8 wrong";
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.user = "shop";
    server.password = "open sesame";
    const auto sent = send(server);
    mustFail(ErrorCode::Unavailable, "refuses the log-in of \"shop\": 535 5.7.8 wrong", sent);
    CPPUNIT_ASSERT(sent.error().describe().find("sesame") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aServerWithoutALogInThatWeKnowGetsNoPassword)
{
    Script script = withTls();
    script.offers = {"AUTH XOAUTH2 PLAIN-TOKEN"};
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.user = "shop";
    server.password = "open";
    mustFail(ErrorCode::Unavailable, "offers no log-in with PLAIN or LOGIN", send(server));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, greylistingIsForLater)
{
    Script script;
    script.greylisted = 1;
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::Busy, "451 4.7.1 come back", send(clear(peer)));
    test::mustSucceed(send(clear(peer)));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, peer.mails().size());
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aRefusedRecipientIsForGoodAndNotNamed)
{
    Script script;
    script.replies["RCPT"] = "550 5.1.1 <Ana@example.org> is unknown";
    const ScriptedPeer peer(script);
    const auto sent = send(clear(peer));
    mustFail(ErrorCode::Invalid, "refuses the recipient: 550 5.1.1 <address> is unknown", sent);
    CPPUNIT_ASSERT(peer.mails().empty());
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aRefusedMailIsForGoodAndAFullServerForLater)
{
    for (const auto& [reply, code] :
         {std::pair{"554 spam", ErrorCode::Invalid}, {"452 full", ErrorCode::Busy}}) {
        Script script;
        script.replies["."] = reply;
        const ScriptedPeer peer(script);
        mustFail(code, reply, send(clear(peer)));
    }
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, whatIsNotTheCustomersFaultIsForLaterAndSaysWhatToMend)
{
    for (const char* command : {"RCPT", "DATA", "."})
        for (const char* reply :
             {"553 5.7.1 not owned by user", "550 5.4.5 daily limit", "553 5.1.8 who are you",
              "554-5.7.1 Relay\r\n554 denied", "530 authenticate first", "535 log in"}) {
            Script script;
            script.replies[command] = reply;
            const ScriptedPeer peer(script);
            mustFail(ErrorCode::Busy, "the log-in (\"user\") or the server's rules want mending",
                     send(clear(peer)));
        }
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, whatIsTheAddressesOrTheMailsFaultIsForGood)
{
    for (const char* reply : {"550 5.1.1 unknown", "552 5.2.2 full for good", "552 5.3.4 too big",
                              "550 5.0.0 no", "550 unknown", "550 5.1.2.3 is blocked", "501 malformed"}) {
        Script script;
        script.replies["RCPT"] = reply;
        const ScriptedPeer peer(script);
        mustFail(ErrorCode::Invalid, reply, send(clear(peer)));
    }
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aGreetingNamesTheSenderAndSendsNothing)
{
    const ScriptedPeer peer({});
    test::mustSucceed(SmtpClient(clear(peer)).greet(kOwn));
    const auto commands = peer.commands();
    CPPUNIT_ASSERT(std::vector<std::string>(commands.begin() + 1, commands.end()) ==
                   (std::vector<std::string>{"MAIL FROM:<tickets@example.org>",
                                             "RCPT TO:<tickets@example.org>", "RSET", "QUIT"}));
    CPPUNIT_ASSERT(peer.mails().empty());
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aGreetingFindsASenderThatTheLogInDoesNotOwn)
{
    Script script;
    script.replies["RCPT"] = "553 5.7.1 not owned by user";
    const ScriptedPeer peer(script);
    const auto greeted = SmtpClient(clear(peer)).greet(kOwn);
    mustFail(ErrorCode::Busy, "553 5.7.1 not owned by user", greeted);
    mustFail(ErrorCode::Busy, "must be addresses that the log-in may send from", greeted);
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, theAnswerToTheEndOfAMailMayTakeLongerThanAStep)
{
    Script script;
    script.dotPause = std::chrono::milliseconds(600);
    const ScriptedPeer peer(script);
    SmtpServer server = clear(peer);
    server.stepTimeout = std::chrono::milliseconds(200);
    test::mustSucceed(send(server));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aMailWhoseEndIsNeverAnsweredIsUnknown)
{
    Script script;
    script.dotPause = std::chrono::milliseconds(600);
    const ScriptedPeer peer(script);
    SmtpServer server = clear(peer);
    server.acceptTimeout = std::chrono::milliseconds(100);
    mustFail(ErrorCode::OutcomeUnknown, "gave no answer within 100 ms", send(server));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aRefusedSenderIsToBeMendedHere)
{
    Script script;
    script.replies["MAIL"] = "550 not yours";
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::Unavailable, "refuses the sender: 550 not yours", send(clear(peer)));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, lostAfterTheFinalDotIsUnknown)
{
    Script script;
    script.droppedAfterDot = 1;
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::OutcomeUnknown, "did not say so", send(clear(peer)));
    test::mustSucceed(send(clear(peer)));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aSilentServerIsNotWaitedForLongerThanAStep)
{
    Script script;
    script.silent = true;
    const ScriptedPeer peer(script);
    SmtpServer server = clear(peer);
    server.stepTimeout = std::chrono::milliseconds(200);
    const auto from = std::chrono::steady_clock::now();
    mustFail(ErrorCode::Timeout, "gave no answer within 200 ms", send(server));
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - from < std::chrono::seconds(5));
}

// A byte now and then does not keep the connection for ever.
CPPUNIT_TEST_FIXTURE(SmtpClientTest, anAnswerThatComesTooSlowlyIsNoAnswer)
{
    Script script;
    script.bytePause = std::chrono::milliseconds(50);
    const ScriptedPeer peer(script);
    SmtpServer server = clear(peer);
    server.stepTimeout = std::chrono::milliseconds(300);
    const auto from = std::chrono::steady_clock::now();
    mustFail(ErrorCode::Timeout, "gave no answer within 300 ms", send(server));
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - from < std::chrono::seconds(3));
}

// It concerns all customers, not the one whose mail it is.
CPPUNIT_TEST_FIXTURE(SmtpClientTest, aLogInThatCannotBeJudgedNowRestsLikeAServerThatIsAway)
{
    Script script = withTls();
    script.offers = {"AUTH PLAIN"};
    script.replies["AUTH"] = "454 4.7.0 directory away";
    const ScriptedPeer peer(script);
    SmtpServer server = startTls(peer);
    server.user = "shop";
    server.password = "open";
    mustFail(ErrorCode::Offline, "454 4.7.0 directory away", send(server));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, anInterruptEndsTheWait)
{
    Script script;
    script.silent = true;
    const ScriptedPeer peer(script);
    SmtpServer server = clear(peer);
    server.stepTimeout = std::chrono::seconds(50);
    SmtpClient client(server);
    mustFail(ErrorCode::Timeout, "took longer than the deadline_ms of this output", greetInterrupted(client));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, anInterruptEndsTheWaitForAServerThatDropsWhatComes)
{
    const SilentPort silent;
    SmtpClient client({"127.0.0.1", silent.port(), Security::None});
    const auto from = std::chrono::steady_clock::now();
    mustFail(ErrorCode::Timeout, "took longer than the deadline_ms of this output", greetInterrupted(client));
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - from < std::chrono::seconds(1));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aServerThatDropsWhatComesIsNotWaitedForLongerThanAStep)
{
    const SilentPort silent;
    SmtpServer server{"127.0.0.1", silent.port(), Security::None};
    server.stepTimeout = std::chrono::milliseconds(200);
    const auto from = std::chrono::steady_clock::now();
    mustFail(ErrorCode::Offline, "cannot be reached: it does not answer", send(server));
    CPPUNIT_ASSERT(std::chrono::steady_clock::now() - from < std::chrono::seconds(2));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, whatIsNoMailServerIsSaid)
{
    for (const char* greeting : {"HTTP/1.1 400 Bad Request", "2", "999 what", "220_x"}) {
        Script script;
        script.greeting = greeting;
        const ScriptedPeer peer(script);
        mustFail(ErrorCode::Unavailable, "does not speak SMTP", send(clear(peer)));
    }
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aServerThatTakesNothingNowIsForLater)
{
    Script script;
    script.greeting = "421 shutting down";
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::Offline, "takes no mail now: 421 shutting down", send(clear(peer)));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aMailBeyondTheServersSizeIsRefusedHere)
{
    Script script;
    script.offers = {"SIZE 10"};
    const ScriptedPeer peer(script);
    mustFail(ErrorCode::Invalid, "takes mails of up to 10 bytes", send(clear(peer)));
    CPPUNIT_ASSERT(!saw(peer, "MAIL"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, anAddressBeyondAsciiNeedsSmtpUtf8)
{
    const ScriptedPeer old({});
    mustFail(ErrorCode::Invalid, "no SMTPUTF8", send(clear(old), "josé@example.org"));
    Script script;
    script.offers = {"8BITMIME", "SMTPUTF8"};
    const ScriptedPeer peer(script);
    test::mustSucceed(send(clear(peer), "josé@example.org"));
    CPPUNIT_ASSERT(saw(peer, "MAIL FROM:<tickets@example.org> SMTPUTF8"));
}

CPPUNIT_TEST_FIXTURE(SmtpClientTest, aPortThatNobodyListensAtIsOffline)
{
    SmtpServer server{"127.0.0.1", 1, Security::None};
    mustFail(ErrorCode::Offline, "cannot be reached", send(server));
}

} // namespace

} // namespace ace::email
