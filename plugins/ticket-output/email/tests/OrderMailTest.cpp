// SPDX-License-Identifier: MIT
// From a paid order to the mail server, with the storage, the PDF and the e-mail plugin.
#include "Builders.h"
#include "ScriptedPeer.h"
#include "TestSupport.h"

#include <ace/runtime/Runtime.h>

#include <set>

namespace ace::email {

namespace {

class OrderMailTest : public CppUnit::TestFixture
{
protected:
    using Script = ScriptedPeer::Script;

    void start(const ScriptedPeer& peer)
    {
        runtime::DataFolder folder(folder_.path() / "data");
        test::mustSucceed(folder.prepare(ids_));
        const std::string toml =
            "[deliver]\noutput = \"mail\"\nattach = \"pdf\"\n[output.mail]\nplugin = "
            "\"ticket-output-email\"\n"
            "deadline_ms = 20000\n[output.mail.settings]\nhost = \"127.0.0.1\"\nsecurity = \"none\"\n"
            "from = \"tickets@example.org\"\nport = " +
            std::to_string(peer.port()) + "\n";
        const auto settings = test::valueOf(runtime::Settings::parse(toml, "ace.toml", false));
        runtime_ = test::valueOf(runtime::Runtime::startLocal(
            settings, folder, {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false, nullptr}));
        test::mustSucceed(runtime_->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
    }
    void sell()
    {
        sdk::OrderDraft draft = test::anOrder(event_, ids_).of("General", 2).withJob().sold();
        draft.order.customer = {"Ana", "ana@example.org"};
        draft.jobs.front().subject = draft.order.id.toString();
        const auto answers = runtime_->storage().placeOrders({&draft, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
        code_ = draft.order.code;
        clock_.advance(std::chrono::hours(24 * 365)); // whatever the builder says, it is due
    }
    void work(int rounds)
    {
        for (int i = 0; i < rounds; ++i) {
            runtime_->runDueWork();
            clock_.advance(std::chrono::minutes(10));
        }
    }
    static std::string messageId(const std::string& mail)
    {
        const std::size_t at = mail.find("\r\nMessage-ID: ");
        return mail.substr(at, mail.find("\r\n", at + 2) - at);
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    const EventSetup event_ = test::anEvent(ids_);
    std::unique_ptr<runtime::Runtime> runtime_;
    std::string code_;
};

CPPUNIT_TEST_FIXTURE(OrderMailTest, aPaidOrderIsOneMailWithItsPdf)
{
    const ScriptedPeer peer({});
    start(peer);
    sell();
    work(3);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), std::size_t{1}, peer.mails().size());
    CPPUNIT_ASSERT(peer.mails().front().find("filename=\"tickets-" + code_ + ".pdf\"") != std::string::npos);
    CPPUNIT_ASSERT(peer.mails().front().find("\r\nTo: Ana <ana@example.org>\r\n") != std::string::npos);
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
    CPPUNIT_ASSERT_EQUAL("order:" + code_, audit.back().entry.subject);
    CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find("ana@") == std::string::npos);
}

} // namespace

} // namespace ace::email
