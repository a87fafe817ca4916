// SPDX-License-Identifier: MIT
#include "Builders.h"
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/runtime/Runtime.h>

#include <algorithm>
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

// Plugins are loaded when they are needed: a gate maps no database.
CPPUNIT_TEST_FIXTURE(RuntimeTest, aStationOfAServerMapsOnlyItsOwnDevices)
{
    const auto isMapped = [](const std::string& file) {
        return test::valueOf(readFile("/proc/self/maps")).find("/" + file) != std::string::npos;
    };
    const bool before = isMapped("storage-sqlite.so"); // by a case that ran in this process
    Settings settings = Settings::defaults(false);
    settings.payments.clear();
    settings.outputs.clear();
    settings.scanners["hand"] = {"simulated-scanner"};
    const auto runtime =
        test::valueOf(Runtime::startStation(settings, {log_, clock_, ids_, {ACE_PLUGIN_DIR}}));
    CPPUNIT_ASSERT(runtime->findScanner("hand"));
    CPPUNIT_ASSERT(isMapped("simulated-scanner.so"));
    CPPUNIT_ASSERT_EQUAL(before, isMapped("storage-sqlite.so"));
}

// Its output is left out, so that nothing can be delivered.
class MailRestTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        DataFolder folder(data_);
        test::mustSucceed(folder.prepare(ids_));
        Settings settings = Settings::defaults(false);
        settings.deliverWith = "mail";
        settings.outputs["mail"] = {"no-such-plugin"};
        runtime_ = test::valueOf(
            Runtime::startLocal(settings, folder, {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false, nullptr}));
        test::mustSucceed(runtime_->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            access.events.insert(event_);
            return {};
        }));
    }

protected:
    void sell()
    {
        sdk::OrderDraft draft = test::anOrder(event_, ids_).of("General", 1).withJob().sold();
        draft.order.customer = {"Ana", "ana@example.org"};
        draft.jobs.front().subject = draft.order.id.toString();
        draft.jobs.front().dueAt = clock_.now();
        const auto answers = runtime_->storage().placeOrders({&draft, 1});
        CPPUNIT_ASSERT(answers.front() && std::holds_alternative<sdk::Placed>(*answers.front()));
    }
    // Which are due and were never tried.
    std::size_t untouched()
    {
        const auto jobs = test::valueOf(runtime_->storage().transactValue([this](sdk::WriteAccess& access) {
            return access.jobs.lease(clock_.now(), clock_.now() + std::chrono::seconds(1), 100,
                                     {.only = "deliver-"});
        }));
        return static_cast<std::size_t>(
            std::ranges::count_if(jobs, [](const Job& job) { return job.attempts == 1; }));
    }

    int timesSaid(const std::string& part) const
    {
        const std::string all = log_.all();
        int times = 0;
        for (std::size_t at = 0; (at = all.find(part, at)) != std::string::npos; at += part.size())
            ++times;
        return times;
    }

    test::TemporaryFolder folder_;
    const std::filesystem::path data_ = folder_.path() / "data";
    test::FakeLog log_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    const EventSetup event_ = test::anEvent(ids_);
    std::unique_ptr<Runtime> runtime_;
};

CPPUNIT_TEST_FIXTURE(MailRestTest, whatWaitsWhileTheOutputRestsIsNotTouched)
{
    for (int i = 0; i < 4; ++i)
        sell();
    for (int i = 0; i < 3; ++i)
        runtime_->runDueWork();
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), 1, timesSaid("is tried again later"));
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, untouched());
    clock_.advance(std::chrono::seconds(5)); // the first rest is over
    runtime_->runDueWork();
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), 2, timesSaid("is tried again later"));
}

CPPUNIT_TEST_FIXTURE(MailRestTest, aBounceThatCannotBeReadIsSaidOnce)
{
    std::filesystem::create_directories(data_ / "bounces" / "x.bounce");
    for (int i = 0; i < 3; ++i)
        runtime_->runDueWork();
    CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), 1, timesSaid("bounces wait for now: "));
}

} // namespace

} // namespace ace::runtime
