// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class WebhookContractTest : public BackendFixture
{
protected:
    Webhook aWebhook()
    {
        return {ids_.next<WebhookId>(),
                event_.event.id,
                "https://example.org/hook",
                "secret",
                {"order.paid", "refund.done"},
                true,
                1};
    }
    std::optional<Webhook> find(WebhookId id)
    {
        return look([&](const sdk::ReadAccess& access) { return access.webhooks.find(id); });
    }
};

CPPUNIT_TEST_FIXTURE(WebhookContractTest, keepsChangesAndRemovesAWebhook)
{
    Webhook webhook = aWebhook();
    write([&](sdk::WriteAccess& access) { access.webhooks.insert(webhook); });
    reopen();
    CPPUNIT_ASSERT(find(webhook.id) == webhook);
    webhook.event.reset();
    webhook.url = "https://example.org/other";
    webhook.kinds.clear();
    webhook.active = false;
    write([&](sdk::WriteAccess& access) { access.webhooks.update(webhook, 1); });
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.webhooks.update(webhook, 1); }) ==
                   ErrorCode::Conflict);
    webhook.revision = 2;
    CPPUNIT_ASSERT(look([](const sdk::ReadAccess& access) { return access.webhooks.list(); }) ==
                   std::vector<Webhook>{webhook});
    write([&](sdk::WriteAccess& access) { access.webhooks.remove(webhook.id); });
    CPPUNIT_ASSERT(!find(webhook.id));
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.webhooks.remove(webhook.id); }) ==
                   ErrorCode::NotFound);
    CPPUNIT_ASSERT(refusalOf([&](auto& access) { access.webhooks.update(webhook, 2); }) ==
                   ErrorCode::NotFound);
}

class RequestContractTest : public BackendFixture
{
protected:
    using Kind = sdk::RequestRepository::Claim::Kind;
    sdk::RequestRepository::Claim claim(const sdk::IdempotencyKey& key, std::string_view subject)
    {
        return valueOf(storage().transactValue(
            [&](sdk::WriteAccess& access) { return access.requests.claim(key, subject); }));
    }
};

CPPUNIT_TEST_FIXTURE(RequestContractTest, aRepeatedRequestIsToldWhatTheFirstOneMade)
{
    const sdk::IdempotencyKey key{"office POST /staff", "one", sha256("body")};
    CPPUNIT_ASSERT(claim(key, "staff:1").kind == Kind::Fresh);
    reopen();
    const auto again = claim(key, "staff:2");
    CPPUNIT_ASSERT(again.kind == Kind::Repeated);
    CPPUNIT_ASSERT_EQUAL(std::string("staff:1"), again.subject);
    CPPUNIT_ASSERT(claim({key.scope, key.key, sha256("other")}, "x").kind == Kind::Reused);
    CPPUNIT_ASSERT(claim({"another", key.key, sha256("other")}, "x").kind == Kind::Fresh);
}

CPPUNIT_TEST_FIXTURE(RequestContractTest, aRequestThatIsUndoneHasClaimedNothing)
{
    const sdk::IdempotencyKey key{"office", "one", sha256("body")};
    const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.requests.claim(key, "x");
        return failure(ErrorCode::Conflict, "changed my mind");
    });
    CPPUNIT_ASSERT(!done);
    CPPUNIT_ASSERT(claim(key, "x").kind == Kind::Fresh);
}

} // namespace ace::test
