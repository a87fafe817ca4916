// SPDX-License-Identifier: MIT
// The plugin as a host has it.
#include "Samples.h"
#include "ScriptedPeer.h"
#include "TestSupport.h"

#include <ace/base/File.h>
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
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
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
    mustComplain("{" + rest + "}", "setting \"host\" must be the name of a mail server");
    mustComplain(R"({"host":"mail.example.org"})", "setting \"from\" must be an e-mail address");
    mustComplain(R"({"host":"h","from":"a@bücher.example"})", "must be an e-mail address in ASCII");
    mustComplain(R"({"host":"h","security":"ssl",)" + rest + "}",
                 "setting \"security\" must be one of starttls, tls, none");
    mustComplain(R"({"host":"mail.example.org","security":"none",)" + rest + "}", "allow_unencrypted = true");
    mustComplain(R"({"host":"h","port":0,)" + rest + "}",
                 "setting \"port\" must be a whole number from 1 to 65535");
    mustComplain(R"({"host":"h","user":"shop",)" + rest + "}", "go together: give both or none");
    mustComplain(R"({"host":"h","user":"shop","password":"a","password_file":"b",)" + rest + "}",
                 "leave one out");
    mustComplain(R"({"host":"h","user":"shop","password_file":"/nowhere/x",)" + rest + "}",
                 "setting \"password_file\" cannot be read");
    mustComplain(R"({"host":"h","ca_file":"/nowhere/x",)" + rest + "}", "setting \"ca_file\" cannot be read");
    mustComplain(R"({"host":"h","hello":"a b",)" + rest + "}", "setting \"hello\" must be a name");
    mustComplain(R"({"host":"h","reply_to":"x",)" + rest + "}",
                 "setting \"reply_to\" must be an e-mail address");
    mustComplain(R"({"host":"h","templates":"/nowhere/x",)" + rest + "}", "is no folder with templates");
    mustComplain(R"({"host":"h","hots":"h",)" + rest + "}",
                 "setting \"hots\" is not a setting of this device");
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
    const std::string asShop = R"(,"user":"shop","password":"wrong")";
    const ScriptedPeer good(script);
    CPPUNIT_ASSERT(test::valueOf(check(good, trusting + asShop)).find("takes the log-in") !=
                   std::string::npos);
    CPPUNIT_ASSERT(good.mails().empty());
    script.replies["AUTH"] = "535 5.7.8 no";
    mustSay("refuses the log-in of \"shop\": 535 5.7.8 no", check(ScriptedPeer(script), trusting + asShop));
    mustSay("Its certificate must be valid and name \"host\"", check(good, ""));
    mustSay("does not offer STARTTLS", check(ScriptedPeer({}), trusting));
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

CPPUNIT_TEST_FIXTURE(EmailOutputTest, thePasswordOfAFileIsUsedAndNeverLogged)
{
    ScriptedPeer::Script script;
    script.offers = {"AUTH PLAIN"};
    script.replies["AUTH"] = "535 no";
    const ScriptedPeer peer(script);
    test::mustSucceed(writeFileDurably(folder_.path() / "password", "sesame\n"));
    const auto output =
        toPeer(peer, R"(,"user":"shop","password_file":")" + (folder_.path() / "password").string() + "\"");
    const auto sent = output->submit("A", tickets(), toAna());
    CPPUNIT_ASSERT(!sent);
    CPPUNIT_ASSERT(peer.commands().at(1) == "AUTH PLAIN AHNob3AAc2VzYW1l");
    const std::string said = log_.all() + sent.error().describe();
    CPPUNIT_ASSERT_MESSAGE(said, said.find("sesame") == std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(said, said.find("AHNob3A") == std::string::npos);
}

} // namespace

} // namespace ace::email
