// SPDX-License-Identifier: MIT
// From the record to a receiver: the outbox, its retries and its dead letters, over real HTTP.
#include "Receiver.h"
#include "TestSupport.h"

#include <ace/base/Bytes.h>
#include <ace/outbox/DeadLetters.h>
#include <ace/outbox/Outbox.h>
#include <ace/outbox/Webhooks.h>
#include <ace/server/webhooks/HttpWebhookSender.h>
#include <ace/sqlite/SqliteFactory.h>

namespace ace::server::webhooks {

namespace {

using namespace std::chrono_literals;

class DeliveryTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        storage_ = test::valueOf(sqlite::SqliteFactory().open({folder_.path(), "{}", log_, clock_}));
        webhooks_ = std::make_unique<outbox::Webhooks>(*storage_, ids_, clock_, true);
        delivery_ = std::make_unique<outbox::WebhookDelivery>(*storage_, clock_, sender_);
        outbox_ = std::make_unique<outbox::Outbox>(*storage_, clock_, log_,
                                                   outbox::Outbox::Lane{{.only = outbox::kWebhookJob}});
        outbox_->on(outbox::kWebhookJob, [this](const Job& job) { return delivery_->deliver(job); });
        Webhook webhook;
        webhook.id = ids_.next<WebhookId>();
        webhook.url = receiver_.url();
        webhook_ = std::get<outbox::WebhookKept>(test::valueOf(webhooks_->add(webhook, {}))).webhook;
        const auto jobs = webhooks_->jobsFor({"order.paid", {}, {{"order", ids_.nextUuid()}}});
        test::mustSucceed(storage_->transact([&](sdk::WriteAccess& access) -> Result<void> {
            for (const Job& job : jobs)
                access.jobs.insert(job);
            return {};
        }));
    }

protected:
    std::size_t runDue() { return test::valueOf(outbox_->runDue()); }

    test::TemporaryFolder folder_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    test::FakeLog log_;
    const SystemClock wallClock_;
    Receiver receiver_;
    HttpWebhookSender sender_{{true, true, 5000ms, ""}, wallClock_};
    std::unique_ptr<sdk::Storage> storage_;
    std::unique_ptr<outbox::Webhooks> webhooks_;
    std::unique_ptr<outbox::WebhookDelivery> delivery_;
    std::unique_ptr<outbox::Outbox> outbox_;
    Webhook webhook_;
};

CPPUNIT_TEST_FIXTURE(DeliveryTest, aReceiverCanCheckTheSignature)
{
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    const auto all = receiver_.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, all.size());
    const std::string time = all[0].signature.substr(2, all[0].signature.find(',') - 2);
    CPPUNIT_ASSERT_EQUAL("t=" + time + ",v1=" + toHex(hmacSha256(webhook_.secret, time + "." + all[0].body)),
                         all[0].signature);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
}

CPPUNIT_TEST_FIXTURE(DeliveryTest, isTriedAgainAfterAnError)
{
    receiver_.status = 500;
    runDue();
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
    clock_.advance(5s);
    receiver_.status = 204;
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    const auto all = receiver_.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, all.size());
    CPPUNIT_ASSERT_EQUAL(all[0].body, all[1].body); // by its id the receiver sees that it is the same
}

CPPUNIT_TEST_FIXTURE(DeliveryTest, isGivenUpAfterTheMostAttemptsAndCanBeReplayed)
{
    receiver_.status = 503;
    for (int attempt = 0; attempt < outbox::Outbox::kMostAttempts; ++attempt) {
        CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
        clock_.advance(1h);
    }
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, runDue());
    outbox::DeadLetters dead(*storage_, clock_);
    const auto letters = test::valueOf(dead.list({}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, letters.size());
    CPPUNIT_ASSERT(letters[0].problem.find("answered 503") != std::string::npos);
    receiver_.status = 200;
    CPPUNIT_ASSERT(test::valueOf(dead.replay(letters[0].job.id, {})) == outbox::DeadLetters::Replay::Done);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    CPPUNIT_ASSERT_EQUAL(std::size_t{outbox::Outbox::kMostAttempts + 1}, receiver_.received().size());
    CPPUNIT_ASSERT(test::valueOf(dead.list({})).empty());
}

CPPUNIT_TEST_FIXTURE(DeliveryTest, aReplyThatWasLostIsTheSameMessageAgain)
{
    const auto leased = test::valueOf(storage_->transactValue(
        [&](sdk::WriteAccess& access) { return access.jobs.lease(clock_.now(), clock_.now() + 1min, 1); }));
    test::mustSucceed(delivery_->deliver(leased.front())); // and the worker died before it could say so
    clock_.advance(1min);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, runDue());
    const auto all = receiver_.received();
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, all.size());
    CPPUNIT_ASSERT_EQUAL(all[0].body, all[1].body);
}

} // namespace

} // namespace ace::server::webhooks
