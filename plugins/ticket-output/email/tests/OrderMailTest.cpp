// SPDX-License-Identifier: MIT
// From a paid order to the mail server, with the storage, the PDF and the e-mail plugin.
#include "OrderFixture.h"
#include "ScriptedPeer.h"

#include <ace/base/File.h>

#include <set>
#include <thread>

namespace ace::email {

namespace {

class OrderMailTest : public OrderFixture
{
protected:
    using Script = ScriptedPeer::Script;

    void start(const ScriptedPeer& peer, const std::string& more = "", bool background = false)
    {
        startWith("host = \"127.0.0.1\"\nsecurity = \"none\"\nport = " + std::to_string(peer.port()) + "\n" +
                      more,
                  background);
    }
};

CPPUNIT_TEST_FIXTURE(OrderMailTest, aPaidOrderIsOneMailWithItsPdf)
{
    const ScriptedPeer peer({});
    start(peer);
    sell();
    work(3);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{1}, peer.mails().size());
    CPPUNIT_ASSERT(peer.mails().front().find("filename=\"tickets-" + order_.code + ".pdf\"") !=
                   std::string::npos);
    CPPUNIT_ASSERT(peer.mails().front().find("\r\nTo: Ana <ana@example.org>\r\n") != std::string::npos);
    CPPUNIT_ASSERT(peer.mails().front().find("Your tickets") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aMailIsInTheLanguageOfItsOrderAndLeadsToIt)
{
    const ScriptedPeer peer({});
    start(peer);
    sell("ana@example.org", "es");
    work(1);
    const std::string mail = peer.mails().at(0);
    CPPUNIT_ASSERT(mail.find("Gracias por su pedido.") != std::string::npos);
    CPPUNIT_ASSERT(mail.find("https://tickets.example.org/es/orders/" + order_.code) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, whatIsAskedForAgainIsAnotherMailEachOnce)
{
    Script script;
    script.droppedAfterDot = 1;
    const ScriptedPeer peer(script);
    start(peer);
    sell();
    work(3);
    resend();
    work(3);
    const auto mails = peer.mails();
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{3}, mails.size());
    CPPUNIT_ASSERT_EQUAL(messageId(mails[0]), messageId(mails[1])); // the answer to the first was lost
    CPPUNIT_ASSERT(messageId(mails[1]) != messageId(mails[2]));
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aServerThatAnswersByteByByteGetsTheMailOnce)
{
    Script script;
    script.bytePause = std::chrono::milliseconds(10);
    const ScriptedPeer peer(script);
    start(peer);
    sell();
    work(2);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{1}, peer.mails().size());
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aServerThatHangsHoldsUpNoOtherWork)
{
    Script script;
    script.silent = true;
    const ScriptedPeer peer(script);
    start(peer, "timeout_ms = 2000\n", true);
    sell();
    const auto from = std::chrono::steady_clock::now();
    while (!peer.isConnected() && std::chrono::steady_clock::now() < from + std::chrono::seconds(10))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CPPUNIT_ASSERT(peer.isConnected());
    // A job of the own lane is done while the mail waits.
    const JobId job = ids_.next<JobId>();
    test::mustSucceed(runtime_->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.jobs.insert({job, "settle-order", order_.id.toString(), clock_.now(), 0});
        return {};
    }));
    const auto left = [&] {
        return test::valueOf(runtime_->storage().readValue(
            [](const sdk::ReadAccess& access) { return access.jobs.countOpen(); }));
    };
    const auto begun = std::chrono::steady_clock::now();
    while (left() > 1 && std::chrono::steady_clock::now() < begun + std::chrono::seconds(10))
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, left());
    CPPUNIT_ASSERT_MESSAGE(log_.all(),
                           log_.all().find("deliver-order") == std::string::npos); // it still waits
    runtime_.reset();
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aBrokenTemplateIsSaidAtTheStartAndLosesNoMail)
{
    const ScriptedPeer peer({});
    const auto templates = folder_.path() / "templates";
    std::filesystem::create_directory(templates);
    test::mustSucceed(writeFileDurably(templates / "page.en.html", "{{#name}} never closed"));
    start(peer, "templates = \"" + templates.string() + "\"\n");
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runtime_->problems().size());
    const std::string problem = runtime_->problems().front().describe();
    for (const char* part : {"output.mail", "page.en.html", "is no Mustache template"})
        CPPUNIT_ASSERT_MESSAGE(problem, problem.find(part) != std::string::npos);
    sell();
    work(2);
    CPPUNIT_ASSERT(peer.mails().empty());
    start(peer); // mended
    work(5);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{1}, peer.mails().size());
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aGreylistedCustomerHoldsUpNoOther)
{
    Script script;
    script.greylisted = 1;
    const ScriptedPeer peer(script);
    start(peer);
    sell("slow@example.org");
    sell("ana@example.org");
    runtime_->runDueWork();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, peer.mails().size());
    CPPUNIT_ASSERT(peer.mails().front().find("ana@example.org") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aGreylistingServerGetsItLaterAndOnce)
{
    Script script;
    script.greylisted = 3;
    const ScriptedPeer peer(script);
    start(peer);
    sell();
    work(8);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{1}, peer.mails().size());
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aServerThatDropsTheLineAfterTheMailSeesOneMessageId)
{
    Script script;
    script.droppedAfterDot = 2;
    const ScriptedPeer peer(script);
    start(peer);
    sell();
    work(6);
    std::set<std::string> messageIds;
    for (const std::string& mail : peer.mails())
        messageIds.insert(messageId(mail));
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{3}, peer.mails().size());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, messageIds.size());
}

CPPUNIT_TEST_FIXTURE(OrderMailTest, aBounceIsGivenUpAtOnceAndSeenByStaff)
{
    Script script;
    script.replies["RCPT"] = "550 5.1.1 <ana@example.org> is unknown";
    const ScriptedPeer peer(script);
    start(peer);
    sell();
    work(4);
    const auto given = test::valueOf(runtime_->deadLetters().list({}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, given.size());
    CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(given.front().job.attempts));
    CPPUNIT_ASSERT_MESSAGE(given.front().problem,
                           given.front().problem.find("550 5.1.1") != std::string::npos);
    const auto audit = test::valueOf(runtime_->storage().readValue(
        [](const sdk::ReadAccess& access) { return access.audit.list(0, 10); }));
    CPPUNIT_ASSERT_EQUAL(std::string("order.undeliverable"), audit.back().entry.action);
    CPPUNIT_ASSERT_EQUAL("order:" + order_.code, audit.back().entry.subject);
    CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find("ana@") == std::string::npos);
    CPPUNIT_ASSERT(orderNow().undeliverableAt.has_value());
    resend("anna@example.org");
    CPPUNIT_ASSERT(!orderNow().undeliverableAt);
}

} // namespace

} // namespace ace::email
