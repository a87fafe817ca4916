// SPDX-License-Identifier: MIT
// Bounces by the command line, from the report to the order that is marked.
#include "Builders.h"
#include "RunProgram.h"

#include <ace/base/File.h>
#include <ace/base/SystemIdSource.h>
#include <ace/outbox/MailReference.h>
#include <ace/runtime/Runtime.h>

#include <unistd.h>

namespace ace::cli {

namespace {

using test::ProgramRun;

class MailTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        runtime::DataFolder folder(data());
        test::mustSucceed(folder.prepare(ids_));
        open();
        test::mustSucceed(runtime_->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
        draft_ = test::anOrder(event_, ids_).of("General", 1).sold();
        draft_.order.customer = {"Ana", "ana@example.org"};
        CPPUNIT_ASSERT(runtime_->storage().placeOrders({&draft_, 1}).front());
    }

protected:
    std::string data() const { return (folder_.path() / "data").string(); }
    // With a way out, so that it looks for what comes back.
    void open()
    {
        auto settings =
            test::valueOf(runtime::Settings::parse("[deliver]\noutput = \"pdf\"\n", "ace.toml", false));
        runtime_ = test::valueOf(runtime::Runtime::startLocal(settings, runtime::DataFolder(data()),
                                                              {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false}));
    }
    std::string messageId(const std::string& email = "ana@example.org")
    {
        const auto reference = outbox::MailReference::of(draft_.order.id, ids_.next<JobId>(), email);
        return "<" + reference.text() + ".0123456789ab@example.org>";
    }
    // As Postfix and Exim write it.
    static std::string report(const std::string& action, const std::string& headersOfMail)
    {
        return "From: MAILER-DAEMON@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
               "Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary=\"b1/x\"\r\n\r\n"
               "--b1/x\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\r\n"
               "--b1/x\r\nContent-Type: message/delivery-status\r\n\r\n"
               "Reporting-MTA: dns; mx.example.org\r\n\r\n"
               "Final-Recipient: rfc822; ana@example.org\r\nAction: " +
               action +
               "\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1\r\n unknown user\r\n\r\n"
               "--b1/x\r\nContent-Type: message/rfc822\r\n\r\n" +
               headersOfMail + "\r\n\r\nHello\r\n--b1/x--\r\n";
    }
    ProgramRun bounced(const std::string& mail)
    {
        const auto file = folder_.path() / "bounce.eml";
        test::mustSucceed(writeFileDurably(file, mail));
        return test::runProgram(
            {"/bin/sh", "-c",
             "'" ACE_BIN_DIR "/ace' mail bounced --data '" + data() + "' < '" + file.string() + "'"});
    }
    bool isMarked()
    {
        runtime_->runDueWork();
        return test::valueOf(runtime_->boxOffice().findOrder(draft_.order.code))
            ->order.undeliverableAt.has_value();
    }
    void mustNote(const std::string& mail)
    {
        const auto run = bounced(mail);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.err + run.out, 0, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.out, run.out.starts_with("Noted: "));
        CPPUNIT_ASSERT_MESSAGE(mail, isMarked());
    }
    void mustIgnore(const std::string& mail)
    {
        const auto run = bounced(mail);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(run.err + run.out, 0, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.out, run.out.starts_with("Nothing to do: "));
        CPPUNIT_ASSERT_MESSAGE(mail, !isMarked());
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
    const EventSetup event_ = test::anEvent(ids_);
    sdk::OrderDraft draft_;
    std::unique_ptr<runtime::Runtime> runtime_;
};

CPPUNIT_TEST_FIXTURE(MailTest, aReportMarksTheOrderOfItsMailWhileTheRecordIsOpenElsewhere)
{
    mustNote(report("failed", "Subject: Your tickets\r\nMessage-ID:\r\n " + messageId()));
    const auto audit = test::valueOf(runtime_->storage().readValue(
        [](const sdk::ReadAccess& access) { return access.audit.list(0, 10); }));
    CPPUNIT_ASSERT_EQUAL(std::string("order.undeliverable"), audit.back().entry.action);
}

CPPUNIT_TEST_FIXTURE(MailTest, aReportWithoutTheMailIsUnderstoodByItsOtherFields)
{
    std::string mail = report("Failed", "Subject: cut off");
    mustNote("References: <x@y> " + messageId() + "\n" + mail);
}

CPPUNIT_TEST_FIXTURE(MailTest, whatNeedsNothingIsSaidAndLeftAlone)
{
    mustIgnore(report("delayed", "Message-ID: " + messageId()));
    mustIgnore(report("failed", "Message-ID: <somebody@example.org>"));
    mustIgnore("Subject: Buy now\n\nIn-Reply-To: " + messageId());
    mustIgnore("");
    mustIgnore("Content-Type: multipart/report\n\n--\n--\n");
}

CPPUNIT_TEST_FIXTURE(MailTest, anAddressThatWasCorrectedIsNotMarkedByAnOldReport)
{
    const auto run = bounced(report("failed", "Message-ID: " + messageId("anna@example.org")));
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.starts_with("Noted: "));
    CPPUNIT_ASSERT(!isMarked());
}

CPPUNIT_TEST_FIXTURE(MailTest, aFolderThatIsNotThereIsRefused)
{
    const auto run = test::runProgram({ACE_BIN_DIR "/ace", "mail", "bounced", "--data", data() + "/nowhere"});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find("there is no such folder") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MailTest, aFolderOfAnotherUserIsRefused)
{
    if (::geteuid() != 0)
        test::skip("only root can give a folder away");
    CPPUNIT_ASSERT_EQUAL(0, ::chown(data().c_str(), 65534, 65534));
    const auto run = bounced(report("failed", "Message-ID: " + messageId()));
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find(data() + ": is another user's") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MailTest, aBrokenTemplateIsFoundByTheCheckOfTheConfiguration)
{
    const auto file = folder_.path() / "ace.toml";
    test::mustSucceed(writeFileDurably(folder_.path() / "subject.es.txt", "{{#name}} never closed"));
    const std::string toml =
        "[deliver]\noutput = \"mail\"\n[output.mail]\nplugin = \"ticket-output-email\"\n"
        "[output.mail.settings]\nhost = \"smtp.example.org\"\nfrom = \"t@example.org\"\n";
    test::mustSucceed(writeFileDurably(file, toml));
    const auto check = [&] {
        return test::runProgram({ACE_BIN_DIR "/ace", "config", "check", file.string()});
    };
    CPPUNIT_ASSERT_EQUAL_MESSAGE(check().err, 0, check().exitCode);
    test::mustSucceed(writeFileDurably(file, toml + "templates = \"" + folder_.path().string() + "\"\n"));
    const auto run = check();
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    for (const char* part : {"output.mail", "subject.es.txt", "is no Mustache template"})
        CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find(part) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(MailTest, aMailServerThatIsNotThereIsNamedByTheCheck)
{
    const auto file = folder_.path() / "ace.toml";
    test::mustSucceed(writeFileDurably(
        file, "[deliver]\noutput = \"mail\"\n[output.mail]\nplugin = \"ticket-output-email\"\n"
              "[output.mail.settings]\nhost = \"127.0.0.1\"\nport = 1\nsecurity = \"none\"\n"
              "from = \"tickets@example.org\"\n"));
    const auto run = test::runProgram({ACE_BIN_DIR "/ace", "mail", "check", "--config", file.string()});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find("127.0.0.1:1: cannot be reached") != std::string::npos);
    const auto none = test::runProgram({ACE_BIN_DIR "/ace", "mail", "check", "--data", data()});
    CPPUNIT_ASSERT_MESSAGE(none.err, none.err.find("no [deliver] output") != std::string::npos);
}

} // namespace

} // namespace ace::cli
