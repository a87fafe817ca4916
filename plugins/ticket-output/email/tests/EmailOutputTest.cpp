// SPDX-License-Identifier: MIT
// The plugin as a host has it.
#include "PutSecret.h"
#include "RunProgram.h"
#include "Samples.h"
#include "ScriptedPeer.h"
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

namespace ace::email {

namespace {

class EmailOutputTest : public CppUnit::TestFixture
{
protected:
    Result<std::unique_ptr<sdk::TicketOutput>> open(const std::string& settings)
    {
        return host_.openTicketOutput({"mail", "ticket-output-email", settings, deadline_});
    }
    std::unique_ptr<sdk::TicketOutput> toPeer(const ScriptedPeer& peer, const std::string& more = "")
    {
        return test::valueOf(
            open(R"({"host":"127.0.0.1","security":"none","from":"tickets@example.org","port":)" +
                 std::to_string(peer.port()) + more + "}"));
    }
    static sdk::Delivery toAna() { return {"Ana Müller", "ana@example.org", "en", {}}; }
    static std::string messageId(const std::string& mail)
    {
        const std::size_t at = mail.find("\r\nMessage-ID: ");
        return mail.substr(at, mail.find("\r\n", at + 2) - at);
    }
    void mustComplain(const std::string& settings, const std::string& why)
    {
        const auto output = open(settings);
        CPPUNIT_ASSERT_MESSAGE(settings, !output);
        CPPUNIT_ASSERT_MESSAGE(output.error().describe(),
                               output.error().describe().find(why) != std::string::npos);
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    std::chrono::milliseconds deadline_{20'000};
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}, {.secrets = folder_.path() / "secrets"}};
};

CPPUNIT_TEST_FIXTURE(EmailOutputTest, aSubmitIsOneMail)
{
    const ScriptedPeer peer({});
    test::mustSucceed(toPeer(peer)->submit("K7RQ2MPX", tickets(), toAna()));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, peer.mails().size());
    const std::string mail = peer.mails().front();
    CPPUNIT_ASSERT(mail.find("\r\nTo: =?UTF-8?B?QW5hIE3DvGxsZXI=?= <ana@example.org>\r\n") !=
                   std::string::npos);
    CPPUNIT_ASSERT(mail.find("Content-ID: <code2@ace-tickets>") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, aRetryAfterALostAnswerKeepsTheMessageId)
{
    ScriptedPeer::Script script;
    script.droppedAfterDot = 1;
    const ScriptedPeer peer(script);
    const auto output = toPeer(peer);
    const auto first = output->submit("K7RQ2MPX", tickets(), toAna());
    CPPUNIT_ASSERT(!first && first.error().code == ErrorCode::OutcomeUnknown);
    test::mustSucceed(output->submit("K7RQ2MPX", tickets(), toAna()));
    test::mustSucceed(output->submit("OTHER234", tickets(), toAna()));
    const auto mails = peer.mails();
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, mails.size());
    CPPUNIT_ASSERT_EQUAL(messageId(mails[0]), messageId(mails[1]));
    CPPUNIT_ASSERT(messageId(mails[0]) != messageId(mails[2]));
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, withoutAnAddressThereIsNothingToDo)
{
    const ScriptedPeer peer({});
    test::mustSucceed(toPeer(peer)->submit("K7RQ2MPX", tickets(), {}));
    CPPUNIT_ASSERT(peer.commands().empty());
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, whatIsNoAddressIsRefusedForGood)
{
    const ScriptedPeer peer({});
    const auto sent = toPeer(peer)->submit("K7RQ2MPX", tickets(), {"Ana", "a@b\r\nRCPT TO:<c@d>", "en", {}});
    CPPUNIT_ASSERT(!sent && sent.error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(peer.commands().empty());
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, greylistingAndABounceAreToldApart)
{
    ScriptedPeer::Script script;
    script.greylisted = 1;
    script.replies["MAIL"] = "250 fine";
    const ScriptedPeer busy(script);
    CPPUNIT_ASSERT(toPeer(busy)->submit("A", tickets(), toAna()).error().code == ErrorCode::Busy);
    script.replies["RCPT"] = "550 unknown";
    const ScriptedPeer refusing(script);
    CPPUNIT_ASSERT(toPeer(refusing)->submit("A", tickets(), toAna()).error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, aCallBeyondItsDeadlineEndsAndTheNextOneWorks)
{
    ScriptedPeer::Script script;
    script.silent = true;
    deadline_ = std::chrono::milliseconds(300);
    const ScriptedPeer silent(script);
    const auto output = toPeer(silent);
    const auto first = output->submit("A", tickets(), toAna());
    CPPUNIT_ASSERT(!first);
    const auto second = output->submit("A", tickets(), toAna());
    CPPUNIT_ASSERT_MESSAGE(second.error().describe(), second.error().code != ErrorCode::Unavailable);
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, aWrongSettingIsRefusedByItsName)
{
    const std::string rest = R"("from":"t@example.org")";
    mustComplain("{" + rest + "}", "setting /host is missing");
    mustComplain(R"({"host":"a b",)" + rest + "}", "setting \"host\" must be the name of a mail server");
    mustComplain(R"({"host":"mail.example.org"})", "setting /from is missing");
    mustComplain(R"({"host":"h","from":"t"})", "setting \"from\" must be an e-mail address");
    mustComplain(R"({"host":"h","from":"a@bücher.example"})", "must be an e-mail address in ASCII");
    mustComplain(R"({"host":"h","security":"ssl",)" + rest + "}",
                 R"(setting /security must be one of "starttls", "tls", "none", is "ssl")");
    mustComplain(R"({"host":"mail.example.org","security":"none",)" + rest + "}", "allow_unencrypted = true");
    mustComplain(R"({"host":"h","port":0,)" + rest + "}", "setting /port must be at least 1, is 0");
    mustComplain(R"({"host":"h","user":"shop",)" + rest + "}", "go together: give both or none");
    mustComplain(R"({"host":"h","ca_file":"/nowhere/x",)" + rest + "}", "setting \"ca_file\" cannot be read");
    mustComplain(R"({"host":"h","hello":"a b",)" + rest + "}", "setting \"hello\" must be a name");
    mustComplain(R"({"host":"h","reply_to":"x",)" + rest + "}",
                 "setting \"reply_to\" must be an e-mail address");
    mustComplain(R"({"host":"h","templates":"/nowhere/x",)" + rest + "}", "is no folder with templates");
    mustComplain(R"({"host":"h","hots":"h",)" + rest + "}", "setting /hots is not a setting of this device");
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, aPasswordInTheConfigurationIsRefusedAndNotRepeated)
{
    const auto refused = open(R"({"host":"h","from":"t@example.org","user":"shop","password":"sesame"})");
    CPPUNIT_ASSERT(!refused);
    const std::string said = refused.error().describe() + log_.all();
    CPPUNIT_ASSERT_MESSAGE(said, said.find("setting /password must be \"secret:NAME\"") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(said, said.find("sesame") == std::string::npos);
    mustComplain(R"({"host":"h","from":"t@example.org","user":"shop","password_file":"/etc/ace/smtp"})",
                 "setting /password_file is not a setting of this device");
    mustComplain(R"({"host":"h","from":"t@example.org","user":"shop","password":"secret:smtp/gone"})",
                 "put the secret into " + (folder_.path() / "secrets/smtp/gone").string());
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, aHealthCheckSendsNothingAndSaysWhatIsWrong)
{
    const ThrowAwayCertificate certificate(folder_.path(), "localhost");
    const auto check = [&](const ScriptedPeer& peer, const std::string& more) {
        return test::valueOf(open(R"({"host":"localhost","from":"t@example.org","port":)" +
                                  std::to_string(peer.port()) + more + "}"))
            ->checkHealth();
    };
    const auto mustSay = [](const std::string& part, const Result<std::string>& health) {
        CPPUNIT_ASSERT_MESSAGE(part, !health);
        const std::string said = health.error().describe();
        CPPUNIT_ASSERT_MESSAGE(said, said.find(part) != std::string::npos);
    };
    ScriptedPeer::Script script;
    script.certificate = certificate;
    script.offers = {"AUTH PLAIN"};
    const std::string trusting = R"(,"ca_file":")" + certificate.certificateFile + "\"";
    test::putSecret(folder_.path() / "secrets", "smtp", "wrong");
    const std::string asShop = R"(,"user":"shop","password":"secret:smtp")";
    const ScriptedPeer good(script);
    CPPUNIT_ASSERT(test::valueOf(check(good, trusting + asShop)).find("takes the log-in") !=
                   std::string::npos);
    CPPUNIT_ASSERT(good.mails().empty());
    script.replies["AUTH"] = "535 5.7.8 no";
    mustSay("refuses the log-in of \"shop\": 535 5.7.8 no", check(ScriptedPeer(script), trusting + asShop));
    mustSay("Its certificate must be valid and name \"host\"", check(good, ""));
    mustSay("does not offer STARTTLS", check(ScriptedPeer({}), trusting));
}

// check.json has a server that is not there.
CPPUNIT_TEST_FIXTURE(EmailOutputTest, itKeepsToTheContractWhileAServerAnswers)
{
    ScriptedPeer::Script script;
    script.offers = {"AUTH PLAIN"};
    const ScriptedPeer peer(script);
    const auto run = test::runProgram(
        {ACE_BIN_DIR "/ace-plugin-check", "--settings",
         R"({"host":"127.0.0.1","security":"none","from":"tickets@example.org","user":"shop",)"
         R"("password":"secret:check/key","port":)" +
             std::to_string(peer.port()) + "}",
         ACE_PLUGIN_DIR "/ticket-output-email.so"},
        {"ACE_SECRET_CHECK_KEY=sesame"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out + run.err, 0, run.exitCode);
#ifndef __SANITIZE_ADDRESS__ // which counts memory in its own way, so that one test is skipped
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("Skipped") == std::string::npos);
#endif
    CPPUNIT_ASSERT(!peer.commands().empty());
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, bouncesGoWhereTheyAreWanted)
{
    const ScriptedPeer peer({});
    test::mustSucceed(
        toPeer(peer, R"(,"bounce_address":"bounces@example.org")")->submit("A", tickets(), toAna()));
    CPPUNIT_ASSERT_EQUAL(std::string("MAIL FROM:<bounces@example.org>"),
                         peer.commands().at(1).substr(0, peer.commands().at(1).find('>') + 1));
    CPPUNIT_ASSERT(peer.mails().front().find("\r\nFrom: tickets@example.org\r\n") != std::string::npos);
    mustComplain(R"({"host":"h","from":"t@example.org","bounce_address":"x"})",
                 "setting \"bounce_address\" must be an e-mail address");
}

CPPUNIT_TEST_FIXTURE(EmailOutputTest, thePasswordIsUsedAndNeverLogged)
{
    ScriptedPeer::Script script;
    script.offers = {"AUTH PLAIN"};
    script.replies["AUTH"] = "535 no";
    const ScriptedPeer peer(script);
    test::putSecret(folder_.path() / "secrets", "smtp", "sesame\n");
    const auto output = toPeer(peer, R"(,"user":"shop","password":"secret:smtp")");
    const auto sent = output->submit("A", tickets(), toAna());
    CPPUNIT_ASSERT(!sent);
    CPPUNIT_ASSERT(peer.commands().at(1) == "AUTH PLAIN AHNob3AAc2VzYW1l");
    const std::string said = log_.all() + sent.error().describe();
    CPPUNIT_ASSERT_MESSAGE(said, said.find("sesame") == std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(said, said.find("AHNob3A") == std::string::npos);
}

} // namespace

} // namespace ace::email
