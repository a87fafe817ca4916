// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/runtime/Runtime.h>

#include <atomic>
#include <thread>

namespace ace::runtime {

namespace {

class CountingSender : public outbox::WebhookSender
{
public:
    Result<void> send(const outbox::WebhookMessage&) override
    {
        ++sent;
        return {};
    }

    std::atomic<int> sent{0};
};

class RuntimeTest : public CppUnit::TestFixture
{
protected:
    test::TemporaryFolder folder_;
    test::FakeLog log_;
    const SystemClock clock_;
    test::FakeIdSource ids_;
    CountingSender sender_;
};

// With a pause of a quarter of a second after each batch these would take ten seconds.
CPPUNIT_TEST_FIXTURE(RuntimeTest, fullBatchesOfNoticesAreNotWaitedFor)
{
    constexpr int kNotices = 640;
    constexpr auto kMost = std::chrono::seconds(9);
    DataFolder folder(folder_.path() / "data");
    test::mustSucceed(folder.prepare(ids_));
    Settings settings = Settings::defaults(false);
    settings.storage.settings = R"({"synchronous": "off", "unsafe": true})";
    const auto runtime = test::valueOf(
        Runtime::startLocal(settings, folder, {log_, clock_, ids_, {ACE_PLUGIN_DIR}, true, &sender_}));
    Webhook webhook;
    webhook.id = ids_.next<WebhookId>();
    webhook.url = "https://example.org/hook";
    test::valueOf(runtime->webhooks().add(webhook, {}));
    test::mustSucceed(runtime->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        for (int i = 0; i < kNotices; ++i)
            for (const Job& job :
                 runtime->webhooks().jobsFor({"order.paid", {}, {{"order", ids_.nextUuid()}}}))
                access.jobs.insert(job);
        return {};
    }));
    const auto from = std::chrono::steady_clock::now();
    while (sender_.sent < kNotices && std::chrono::steady_clock::now() < from + kMost)
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    CPPUNIT_ASSERT_EQUAL(kNotices, sender_.sent.load());
}

} // namespace

} // namespace ace::runtime
