// SPDX-License-Identifier: MIT
#include "Builders.h"
#include "TestSupport.h"

#include <ace/base/Bytes.h>
#include <ace/outbox/DeadLetters.h>
#include <ace/outbox/Outbox.h>
#include <ace/outbox/WebhookDelivery.h>
#include <ace/outbox/Webhooks.h>
#include <ace/sqlite/SqliteFactory.h>

#include <algorithm>

namespace ace::outbox {

namespace {

// Keeps what is sent, and says what the test wants.
class FakeSender : public WebhookSender
{
public:
    explicit FakeSender(test::FakeClock& given) : clock(given) {}

    Result<void> send(const WebhookMessage& message) override
    {
        sent.push_back(message);
        if (message.url == silent) {
            clock.advance(std::chrono::seconds(10)); // its deadline
            return failure(ErrorCode::Timeout, "no answer in time");
        }
        if (failing)
            return failure(ErrorCode::Offline, "no answer");
        return {};
    }

    test::FakeClock& clock;
    std::vector<WebhookMessage> sent;
    bool failing = false;
    std::string silent; // an address
};

class WebhooksTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
        webhooks_ = std::make_unique<Webhooks>(*storage_, ids_, clock_);
        delivery_ = std::make_unique<WebhookDelivery>(*storage_, clock_, sender_);
        outbox_ = std::make_unique<Outbox>(*storage_, clock_, log_, Outbox::Lane{{.only = kWebhookJob}});
        outbox_->on(
            kWebhookJob, [this](const Job& job) { return delivery_->deliver(job); },
            [this](const Job& job) { return delivery_->restsUntil(job); });
        test::mustSucceed(webhooks_->refresh());
    }

protected:
    Webhook aWebhook(const std::string& url = "https://example.org/hook")
    {
        Webhook webhook;
        webhook.url = url;
        return webhook;
    }
    Webhook added(const Webhook& webhook)
    {
        return std::get<WebhookKept>(test::valueOf(webhooks_->add(webhook, {}))).webhook;
    }
    void mustRefuse(WebhookRefusal refusal, const Webhook& webhook)
    {
        const auto outcome = test::valueOf(webhooks_->add(webhook, {}));
        CPPUNIT_ASSERT_MESSAGE(webhook.url, std::holds_alternative<WebhookRefused>(outcome));
        CPPUNIT_ASSERT_EQUAL(std::string(name(refusal)),
                             std::string(name(std::get<WebhookRefused>(outcome).refusal)));
    }
    Happening paid() const { return {"order.paid", event_.event.id, {{"order", order_.value}}}; }
    // As in the transaction of its cause.
    void happened(const Happening& happening)
    {
        const auto jobs = webhooks_->jobsFor(happening);
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            for (const Job& job : jobs)
                access.jobs.insert(job);
            return {};
        }));
    }
    Webhook valueOfFound(WebhookId id) { return test::valueOf(webhooks_->find(id)).value(); }
    std::size_t runDue() { return test::valueOf(outbox_->runDue()); }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    FakeSender sender_{clock_};
    const EventSetup event_ = test::anEvent(ids_);
    const OrderId order_ = ids_.next<OrderId>();
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<Webhooks> webhooks_;
    std::unique_ptr<WebhookDelivery> delivery_;
    std::unique_ptr<Outbox> outbox_;
};

CPPUNIT_TEST_FIXTURE(WebhooksTest, tellsIdsInASignedBody)
{
    const Webhook webhook = added(aWebhook());
    CPPUNIT_ASSERT_EQUAL(std::size_t{64}, webhook.secret.size());
    happened(paid());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sender_.sent.size());
    const WebhookMessage& message = sender_.sent.front();
    CPPUNIT_ASSERT_EQUAL(webhook.url, message.url);
    const std::string id = message.body.substr(7, 36);
    CPPUNIT_ASSERT_EQUAL("{\"id\":\"" + id + "\",\"kind\":\"order.paid\",\"order\":\"" + order_.toString() +
                             "\",\"created_at\":\"2026-09-21T14:13:20Z\"}",
                         message.body);
    CPPUNIT_ASSERT_EQUAL("t=1790000000,v1=" + toHex(hmacSha256(webhook.secret, "1790000000." + message.body)),
                         message.signature);
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, theSignatureIsAnHmacOverTimeAndBody)
{
    // RFC 4231, test case 2: a key that is shorter than a digest.
    CPPUNIT_ASSERT_EQUAL(std::string("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
                         toHex(hmacSha256("Jefe", "what do ya want for nothing?")));
    CPPUNIT_ASSERT_EQUAL("t=5,v1=" + toHex(hmacSha256("secret", "5.{}")),
                         signatureOf("secret", "{}", Instant(std::chrono::milliseconds(5999))));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, tellsOnlyWhoWantsToKnow)
{
    auto otherKind = aWebhook("https://example.org/1");
    otherKind.kinds = {"refund.done"};
    auto otherEvent = aWebhook("https://example.org/2");
    otherEvent.event = event_.event.id;
    auto off = aWebhook("https://example.org/3");
    off.active = false;
    added(otherKind);
    const WebhookId wants = added(otherEvent).id;
    added(off);
    Happening elsewhere = paid();
    elsewhere.event = ids_.next<EventId>();
    CPPUNIT_ASSERT(webhooks_->jobsFor(elsewhere).empty());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, webhooks_->jobsFor(paid()).size());
    CPPUNIT_ASSERT(webhooks_->jobsFor(paid()).front().subject.starts_with(wants.toString()));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, eachHasAnIdOfItsOwn)
{
    const Webhook first = added(aWebhook("https://example.org/1"));
    const Webhook second = added(aWebhook("https://example.org/2"));
    CPPUNIT_ASSERT(first.id != WebhookId{} && first.id != second.id);
    CPPUNIT_ASSERT_EQUAL(second.url, valueOfFound(second.id).url);
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, anAddressIsNamedWithoutItsPath)
{
    CPPUNIT_ASSERT_EQUAL(std::string("https://example.org"), originOf("https://example.org/SECRET?t=HUSH"));
    CPPUNIT_ASSERT_EQUAL(std::string("http://10.0.0.1:81"), originOf("http://10.0.0.1:81?x=/y"));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, theSameIdComesWithEachAttemptAndANewSignature)
{
    added(aWebhook());
    happened(paid());
    sender_.failing = true;
    runDue();
    clock_.advance(std::chrono::seconds(10));
    sender_.failing = false;
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, sender_.sent.size());
    CPPUNIT_ASSERT_EQUAL(sender_.sent[0].body, sender_.sent[1].body);
    CPPUNIT_ASSERT(sender_.sent[0].signature != sender_.sent[1].signature);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, anAddressThatFailsRestsAndTheOthersAreTold)
{
    const auto first = added(aWebhook("https://example.org/1"));
    for (int i = 0; i < 5; ++i)
        happened(paid());
    sender_.failing = true;
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sender_.sent.size()); // the other four did not wait for it
    sender_.failing = false;
    clock_.advance(std::chrono::seconds(10));
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{6}, sender_.sent.size());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, aSilentReceiverCostsTheOthersLittle)
{
    sender_.silent = "https://example.org/silent";
    added(aWebhook(sender_.silent));
    const Webhook good = added(aWebhook("https://example.org/good"));
    const Instant from = clock_.now();
    for (int i = 0; i < 1'200; ++i) { // one a second, for twenty minutes
        happened(paid());
        clock_.advance(std::chrono::seconds(1));
        while (runDue() == Outbox::kJobsAtOnce)
            continue;
    }
    const auto told = std::ranges::count(sender_.sent, good.url, &WebhookMessage::url);
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1'200}, told);
    const auto lost = clock_.now() - from - std::chrono::seconds(1'200);
    CPPUNIT_ASSERT(lost <= std::chrono::seconds(120)); // of twenty minutes, waiting for the silent one
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, whatRestsWasNotTriedSoItCountsNoAttemptAndIsNotLogged)
{
    added(aWebhook());
    sender_.failing = true;
    for (int i = 0; i < 5; ++i)
        happened(paid());
    runDue();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, sender_.sent.size());
    const std::string logged = log_.all();
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1}, std::ranges::count(logged, '\n'));
    clock_.advance(std::chrono::seconds(6));
    const auto jobs = test::valueOf(storage_->transactValue([&](sdk::WriteAccess& access) {
        return access.jobs.lease(clock_.now(), clock_.now() + std::chrono::minutes(1), 16);
    }));
    CPPUNIT_ASSERT_EQUAL(std::size_t{5}, jobs.size());
    int attempts = 0;
    for (const Job& job : jobs)
        attempts += job.attempts; // this lease counts one each
    CPPUNIT_ASSERT_EQUAL(6, attempts);
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, restsLongerAfterEachFailureAndNotAfterSuccess)
{
    added(aWebhook());
    const auto sentAfter = [&](std::chrono::seconds pause) {
        clock_.advance(pause);
        happened(paid());
        const std::size_t before = sender_.sent.size();
        runDue();
        return sender_.sent.size() > before;
    };
    sender_.failing = true;
    CPPUNIT_ASSERT(sentAfter(std::chrono::seconds(0)));
    for (const int rest : {5, 10, 20, 40, 80, 160, 300, 300}) {
        CPPUNIT_ASSERT(!sentAfter(std::chrono::seconds(rest - 1)));
        CPPUNIT_ASSERT(sentAfter(std::chrono::seconds(1)));
    }
    sender_.failing = false;
    CPPUNIT_ASSERT(sentAfter(std::chrono::seconds(300)));
    sender_.failing = true;
    CPPUNIT_ASSERT(sentAfter(std::chrono::seconds(0)));
    sender_.failing = false;
    CPPUNIT_ASSERT(sentAfter(std::chrono::seconds(5)));
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, whatNobodyTakesIsADeadLetterAndCanBeReplayed)
{
    added(aWebhook());
    happened(paid());
    sender_.failing = true;
    for (int attempt = 0; attempt < Outbox::kMostAttempts; ++attempt) {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
        clock_.advance(std::chrono::hours(1));
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
    DeadLetters dead(*storage_, clock_);
    const auto letters = test::valueOf(dead.list({}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, letters.size());
    CPPUNIT_ASSERT_EQUAL(std::string("no answer"), letters[0].problem);

    const sdk::Act act{{}, sdk::IdempotencyKey{"test", "replay", {}}};
    CPPUNIT_ASSERT(test::valueOf(dead.replay(letters[0].job.id, act)) == DeadLetters::Replay::Done);
    CPPUNIT_ASSERT(test::valueOf(dead.replay(letters[0].job.id, act)) == DeadLetters::Replay::Repeated);
    CPPUNIT_ASSERT(test::valueOf(dead.replay(letters[0].job.id, {})) == DeadLetters::Replay::Unknown);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1}, test::valueOf(dead.countOpen()));
    sender_.failing = false;
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT(test::valueOf(dead.list({})).empty());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, whoWasRemovedOrSwitchedOffIsNotTold)
{
    Webhook webhook = added(aWebhook());
    happened(paid());
    webhook.active = false;
    webhook.secret.clear();
    const auto off = std::get<WebhookKept>(test::valueOf(webhooks_->edit(webhook, 1, {}))).webhook;
    CPPUNIT_ASSERT_EQUAL(std::size_t{64}, off.secret.size()); // kept
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT(sender_.sent.empty());
    CPPUNIT_ASSERT(webhooks_->jobsFor(paid()).empty());
    std::get<WebhookKept>(test::valueOf(webhooks_->remove(webhook.id, 2, {})));
    CPPUNIT_ASSERT(test::valueOf(webhooks_->list()).empty());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, refusesAddressesThatAreNone)
{
    for (const char* url : {"", "http://example.org/", "ftp://example.org/", "https://", "https:///path",
                            "https://user:pass@example.org/", "https://example.org/a b",
                            "https://example.org/\r\nX: y", "javascript:alert(1)", "HTTPS//example.org"})
        mustRefuse(WebhookRefusal::InvalidUrl, aWebhook(url));
    mustRefuse(WebhookRefusal::InvalidUrl, aWebhook("https://example.org/" + std::string(500, 'a')));
    auto wrong = aWebhook();
    wrong.kinds = {"order.paid", "order.eaten"};
    mustRefuse(WebhookRefusal::InvalidKind, wrong);
    wrong = aWebhook();
    wrong.secret = "short";
    mustRefuse(WebhookRefusal::InvalidSecret, wrong);
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, thereAreTwentyAtMost)
{
    for (std::size_t i = 0; i < Webhooks::kMost; ++i)
        added(aWebhook());
    mustRefuse(WebhookRefusal::TooMany, aWebhook());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, aChangeByAnotherProcessIsSeenWithinFiveSeconds)
{
    Webhooks other(*storage_, ids_, clock_);
    added(aWebhook());
    CPPUNIT_ASSERT(other.jobsFor(paid()).empty());
    test::mustSucceed(other.refresh());
    const Webhook second = added(aWebhook());
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, other.jobsFor(paid()).size());
    clock_.advance(std::chrono::seconds(5));
    test::mustSucceed(other.refresh());
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, other.jobsFor(paid()).size());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, theOtherLaneLeavesThemAlone)
{
    added(aWebhook());
    happened(paid());
    Outbox rest(*storage_, clock_, log_, Outbox::Lane{{.except = {kWebhookJob}}});
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, test::valueOf(rest.runDue()));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
}

CPPUNIT_TEST_FIXTURE(WebhooksTest, aNoticeThatIsNoneSaysSo)
{
    for (const char* subject : {"", "x", "x order.paid 5", "x order.paid five order=1"})
        CPPUNIT_ASSERT(!delivery_->deliver({ids_.next<JobId>(), kWebhookJob, subject, {}, 1}));
}

} // namespace

} // namespace ace::outbox
