// SPDX-License-Identifier: MIT
// The facade as a host in C sees it: through the entry and the tables only.
#include "TestSupport.h"

#include <ace/sdk/PaymentDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/ScannerDevice.h>
#include <ace/sdk/TicketOutputDevice.h>
#include <ace/sdk/storage/StorageDevice.h>

#include <string>
#include <utility>
#include <vector>

using namespace ace;

namespace {

// Records what a plugin tells its host.
struct RecordingHost
{
    struct Event
    {
        std::uint32_t kind;
        std::string type, body;
    };

    ace_host table{sizeof(ace_host), ACE_ABI_MAJOR, ACE_ABI_MINOR, this, log, post, fail, now};
    std::vector<std::string> lines;
    std::vector<Event> events;
    ace_status failed = ACE_OK;
    bool retryable = false;
    std::string reason;

    static RecordingHost& of(const ace_host* host) { return *static_cast<RecordingHost*>(host->context); }
    static void log(const ace_host* host, std::int32_t level, ace_str text)
    {
        of(host).lines.push_back(std::to_string(level) + " " + std::string(text.data, text.size));
    }
    static void post(const ace_host* host, const ace_event* event)
    {
        of(host).events.push_back({event->kind, std::string(event->type.data, event->type.size),
                                   std::string(event->body.data, event->body.size)});
    }
    static void fail(const ace_host* host, ace_status status, std::int32_t, std::int32_t retryable,
                     ace_str text)
    {
        of(host).failed = status;
        of(host).retryable = retryable != 0;
        of(host).reason.assign(text.data, text.size);
    }
    static std::int64_t now(const ace_host*) { return 1234; }
};

class FacadeScanner : public sdk::ScannerDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner";
    void open(std::string_view settings) override
    {
        if (settings == "throw a number")
            throw 42;
        if (settings == "throw a logic error")
            throw std::logic_error("index 7 of 3");
        if (settings != "{}")
            throw sdk::DeviceError(ACE_OFFLINE, "no reader on port 3: plug it in", true);
    }
    void trigger() override
    {
        log(LogLevel::Warning, "reading");
        scanned("QR", std::string_view("A\0B", 3));
        scanned("QR", std::to_string(now().count()));
    }
};

int facadePaymentAsked = 0; // how often a payment device was asked what its table says

class FacadePayment : public sdk::PaymentDevice
{
public:
    static constexpr const char* kDeviceClass = "payment";
    void open(std::string_view) override {}
    bool settlesAtOnce() const noexcept override
    {
        ++facadePaymentAsked;
        return true;
    }
    sdk::PaymentProgress begin(const sdk::PaymentIntent& intent) override
    {
        return {PaymentState::Failed, "/next", intent.tendered - intent.amount,
                intent.reference + intent.page.returnUrl, intent.memo + "!"};
    }
    std::chrono::seconds pageTime() const noexcept override { return std::chrono::minutes(30); }
    sdk::PaymentProgress query(const sdk::PaymentIntent& intent) override
    {
        const std::string all =
            intent.email + intent.page.cancelUrl + intent.page.description + intent.page.language;
        const auto open = intent.page.expiresAt ? *intent.page.expiresAt - intent.begunAt : Microseconds(0);
        return {PaymentState::Canceled, {}, {}, all, std::to_string(open.count())};
    }
    std::optional<sdk::PaymentNews> notify(const sdk::Headers& headers, std::string_view body) override
    {
        if (body == "of others")
            return std::nullopt;
        return sdk::PaymentNews{sdk::parsePaymentId(headers.at(0).second + std::string(body)), true};
    }
};

class FacadeOutput : public sdk::TicketOutputDevice
{
public:
    static constexpr const char* kDeviceClass = "output";
    void open(std::string_view) override {}
    sdk::Rendered render(const sdk::Document& document) override { return {"text/plain", document.title}; }
};

class FacadeSender : public sdk::TicketOutputDevice
{
public:
    static constexpr const char* kDeviceClass = "sender";
    void open(std::string_view) override {}
    void submit(std::string_view outputId, const sdk::Document& document,
                const sdk::Delivery& delivery) override
    {
        std::string said = std::string(outputId) + ", " + document.title + ", " + delivery.name + " <" +
                           delivery.email + ">, " + delivery.language;
        for (const auto& attachment : delivery.attachments)
            said += ", " + attachment.name + " " + attachment.mime + " " +
                    std::to_string(attachment.bytes.size());
        log(LogLevel::Info, said);
    }
};

class FacadeUnmade : public sdk::ScannerDevice
{
public:
    static constexpr const char* kDeviceClass = "unmade";
    FacadeUnmade() { throw sdk::DeviceError(ACE_NO_HARDWARE, "no such chip"); }
    void open(std::string_view) override {}
};

class FacadeStorage : public sdk::StorageDevice
{
public:
    static constexpr const char* kDeviceClass = "storage";

private:
    struct Factory : sdk::StorageFactory
    {
        Result<std::unique_ptr<sdk::Storage>> open(const sdk::StorageOptions&) override
        {
            return failure(ErrorCode::Busy, "held by 7");
        }
        Result<std::unique_ptr<sdk::Storage>> openForReading(const sdk::StorageOptions&) override
        {
            return failure(ErrorCode::NotFound, "there is none");
        }
        Result<std::string> backUp(const sdk::StorageOptions&, const std::filesystem::path&) override
        {
            return failure(ErrorCode::NotFound, "there is none");
        }
    };
    sdk::StorageFactory& factory() noexcept override { return factory_; }
    Factory factory_;
};

void mustBe(ace_status expected, ace_status actual) { CPPUNIT_ASSERT_EQUAL(expected, actual); }

ace_sink sinkTo(std::string& text)
{
    return {&text, [](void* to, const char* data, std::uint64_t size) {
                static_cast<std::string*>(to)->append(data, size);
            }};
}

std::string joined(ace_status (*read)(void*, ace_str, ace_sink), void* self, ace_str argument)
{
    std::string text;
    mustBe(ACE_OK, read(self, argument, sinkTo(text)));
    return text;
}

const std::string kPayment = "01900000-0000-7000-8000-000000000001";
const std::string kRefund = "01900000-0000-7000-8000-000000000002";

} // namespace

ACE_PLUGIN(R"({"id":"org.acetickets.test.facade","devices":[{"class":"scanner","capability":"scanner"}]})",
           FacadeScanner, FacadePayment, FacadeOutput, FacadeSender, FacadeUnmade, FacadeStorage);

class FacadeTest : public CppUnit::TestFixture
{
public:
    void tearDown() override
    {
        if (device_)
            device_->destroy(device_->self);
    }

protected:
    void make(const char* deviceClass)
    {
        device_ = ace_plugin_entry_v1.create(&host_.table, deviceClass);
        CPPUNIT_ASSERT(device_);
        CPPUNIT_ASSERT_EQUAL(static_cast<std::uint32_t>(sizeof(ace_device)), device_->size);
    }
    ace_status open(std::string_view settings)
    {
        return device_->open(device_->self, sdk::detail::toAbi(settings));
    }
    void start(const char* deviceClass)
    {
        make(deviceClass);
        mustBe(ACE_OK, open("{}"));
        mustBe(ACE_OK, device_->claim(device_->self, 0));
        mustBe(ACE_OK, device_->enable(device_->self, 1));
    }
    template <class Table> const Table& interface(const char* id)
    {
        const auto* table = static_cast<const Table*>(device_->query(device_->self, id));
        CPPUNIT_ASSERT(table);
        return *table;
    }

    RecordingHost host_;
    ace_device* device_ = nullptr;
};

CPPUNIT_TEST_FIXTURE(FacadeTest, entryCarriesTheContract)
{
    CPPUNIT_ASSERT_EQUAL(ACE_PLUGIN_MAGIC, ace_plugin_entry_v1.magic);
    CPPUNIT_ASSERT_EQUAL(static_cast<std::uint32_t>(sizeof(ace_plugin_entry)), ace_plugin_entry_v1.size);
    CPPUNIT_ASSERT_EQUAL(std::string(ACE_BUILD_TAG), std::string(ace_plugin_entry_v1.build_tag));
    mustBe(ACE_OK, ace_plugin_entry_v1.init(&host_.table));
}

CPPUNIT_TEST_FIXTURE(FacadeTest, createKnowsOnlyItsClasses)
{
    CPPUNIT_ASSERT(!ace_plugin_entry_v1.create(&host_.table, "printer"));
    CPPUNIT_ASSERT_EQUAL(std::string(), host_.reason);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aConstructorThatThrowsIsNullWithItsReason)
{
    CPPUNIT_ASSERT(!ace_plugin_entry_v1.create(&host_.table, "unmade"));
    mustBe(ACE_NO_HARDWARE, host_.failed);
    CPPUNIT_ASSERT_EQUAL(std::string("no such chip"), host_.reason);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, everyExceptionBecomesAStatusWithItsText)
{
    make("scanner");
    mustBe(ACE_OFFLINE, open("wrong"));
    CPPUNIT_ASSERT(host_.retryable);
    CPPUNIT_ASSERT_EQUAL(std::string("no reader on port 3: plug it in"), host_.reason);
    mustBe(ACE_PLUGIN_FAULT, open("throw a logic error"));
    CPPUNIT_ASSERT_EQUAL(std::string("index 7 of 3"), host_.reason);
    mustBe(ACE_PLUGIN_FAULT, open("throw a number"));
    CPPUNIT_ASSERT(!host_.retryable);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, anInterfaceOfAnotherRevisionIsNull)
{
    make("scanner");
    CPPUNIT_ASSERT(!device_->query(device_->self, "x.ace.scanner/2"));
    CPPUNIT_ASSERT(!device_->query(device_->self, ACE_PAYMENT_1));
}

CPPUNIT_TEST_FIXTURE(FacadeTest, scannerPostsWhatItReads)
{
    start("scanner");
    const auto& scanner = interface<ace_scanner_1>(ACE_SCANNER_1);
    mustBe(ACE_OK, scanner.trigger(device_->self));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, host_.events.size());
    CPPUNIT_ASSERT_EQUAL(std::uint32_t{ACE_EVENT_DATA}, host_.events[0].kind);
    CPPUNIT_ASSERT_EQUAL(std::string("QR"), host_.events[0].type);
    CPPUNIT_ASSERT_EQUAL(std::string("A\0B", 3), host_.events[0].body);
    CPPUNIT_ASSERT_EQUAL(std::string("1234"), host_.events[1].body);
    CPPUNIT_ASSERT_EQUAL(std::string("2 reading"), host_.lines.at(0));
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aPaymentsTableIsMadeBeforeAnyThreadMayAskForIt)
{
    facadePaymentAsked = 0;
    make("payment");
    CPPUNIT_ASSERT_EQUAL(1, facadePaymentAsked);
    const auto& payment = interface<ace_payment_1>(ACE_PAYMENT_1);
    CPPUNIT_ASSERT_EQUAL(&payment, &interface<ace_payment_1>(ACE_PAYMENT_1));
    CPPUNIT_ASSERT_EQUAL(1, facadePaymentAsked);
    CPPUNIT_ASSERT_EQUAL(1u, payment.instances);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, paymentTakesAnIntentAndAnswersProgress)
{
    start("payment");
    const auto& payment = interface<ace_payment_1>(ACE_PAYMENT_1);
    CPPUNIT_ASSERT_EQUAL(1, static_cast<int>(payment.settles_at_once));

    CPPUNIT_ASSERT_EQUAL(1800u, payment.page_seconds(device_->self));
    const Instant begun{std::chrono::seconds(1'790'000'000)};
    const sdk::PaymentIntent intent{sdk::parsePaymentId(kPayment),
                                    {1250, {}},
                                    {2000, {}},
                                    "ABCD",
                                    "ana@example.org",
                                    begun,
                                    {"/back", "/cart", "Fair", "es", begun + Microseconds(7)},
                                    "memo"};
    const std::string json = sdk::toJson(intent);
    std::string text;
    const ace_sink sink{&text, [](void* to, const char* data, std::uint64_t size) {
                            static_cast<std::string*>(to)->append(data, size);
                        }};
    mustBe(ACE_OK, payment.begin(device_->self, sdk::detail::toAbi(json), sink));
    const auto progress = sdk::parseProgress(text);
    CPPUNIT_ASSERT(progress.state == PaymentState::Failed);
    CPPUNIT_ASSERT((progress.change == Money{750, {}}));
    CPPUNIT_ASSERT_EQUAL(std::string("ABCD/back"), progress.refusal);
    CPPUNIT_ASSERT_EQUAL(std::string("/next"), progress.redirectUrl.value());
    CPPUNIT_ASSERT_EQUAL(std::string("memo!"), progress.memo);

    const auto queried = sdk::parseProgress(joined(payment.query, device_->self, sdk::detail::toAbi(json)));
    CPPUNIT_ASSERT(queried.state == PaymentState::Canceled);
    CPPUNIT_ASSERT(!queried.redirectUrl);
    CPPUNIT_ASSERT_EQUAL(std::string("ana@example.org/cartFaires"), queried.refusal);
    CPPUNIT_ASSERT_EQUAL(std::string("7"), queried.memo);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aReversalCrossesTheLineWhole)
{
    const Instant begun{std::chrono::seconds(1'790'000'000)};
    const sdk::Reversal sent{{sdk::parsePaymentId(kPayment), {1250, {}}, {1250, {}}, "ABCD"},
                             sdk::parseRefundId(kRefund),
                             {500, {}},
                             begun,
                             "re_1"};
    const sdk::Reversal back = sdk::parseReversal(sdk::toJson(sent));
    CPPUNIT_ASSERT(back.intent.payment == sent.intent.payment && back.refund == sent.refund);
    CPPUNIT_ASSERT(back.amount == sent.amount && back.begunAt == begun && back.memo == "re_1");
    CPPUNIT_ASSERT(!back.intent.page.expiresAt && !back.intent.confirmed);
    sdk::PaymentIntent confirmed = sent.intent;
    confirmed.confirmed = true;
    CPPUNIT_ASSERT(sdk::parseIntent(sdk::toJson(confirmed)).confirmed);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, whatBecameOfAPaymentsMoneyCrossesTheLineWhole)
{
    sdk::PaymentProgress sent{PaymentState::Confirmed, {}, {}, ""};
    sent.back = {{"re_1", sdk::parseRefundId(kRefund), {500, {}}, PaymentState::Failed, "expired_card"},
                 {"re_2", {}, {250, {}}, PaymentState::Pending}};
    sent.disputes = {{"dp_1", {750, {}}, sdk::Dispute::State::Won}, {"dp_2", {1, {}}}};
    const auto back = sdk::parseProgress(sdk::toJson(sent));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, back.back.size());
    CPPUNIT_ASSERT(back.back[0].name == "re_1" && back.back[0].refund == sent.back[0].refund);
    CPPUNIT_ASSERT(back.back[0].amount == sent.back[0].amount && back.back[0].refusal == "expired_card");
    CPPUNIT_ASSERT(back.back[0].state == PaymentState::Failed && !back.back[1].refund);
    CPPUNIT_ASSERT(back.disputes[0].name == "dp_1" && back.disputes[0].state == sdk::Dispute::State::Won);
    CPPUNIT_ASSERT(back.disputes[1].state == sdk::Dispute::State::Open);
    for (const char* wrong : {R"({"state":"confirmed","back":[{}]})", R"({"state":"confirmed","back":1})",
                              R"({"state":"confirmed","disputes":[{"name":"d","amount":1,"state":"odd"}]})"})
        CPPUNIT_ASSERT_THROW(sdk::parseProgress(wrong), std::exception);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, changesCrossTheLineWhole)
{
    const sdk::PaymentChanges sent{{{sdk::parsePaymentId(kPayment), true}, {sdk::parsePaymentId(kPayment)}},
                                   "evt_9"};
    const auto back = sdk::parseChanges(sdk::toJson(sent));
    CPPUNIT_ASSERT(back.news == sent.news && back.nextPage == "evt_9");
    CPPUNIT_ASSERT(sdk::parseChanges(R"({"news":[]})").nextPage.empty());
    for (const char* wrong : {"", "{}", R"({"news":[{}]})", R"({"news":[{"payment":"1"}]})"})
        CPPUNIT_ASSERT_THROW(sdk::parseChanges(wrong), std::exception);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, paymentTellsAndListsWhatHappened)
{
    start("payment");
    const auto& payment = interface<ace_payment_1>(ACE_PAYMENT_1);
    CPPUNIT_ASSERT_EQUAL(1u, payment.instances);
    const std::string headers = sdk::headersJson({{"id", std::string(kPayment).substr(0, 8)}});
    std::string news, none, changes;
    mustBe(ACE_OK, payment.notify(device_->self, sdk::detail::toAbi(headers),
                                  sdk::detail::toAbi(std::string(kPayment).substr(8)), sinkTo(news)));
    CPPUNIT_ASSERT((sdk::parseNews(news) == sdk::PaymentNews{sdk::parsePaymentId(kPayment), true}));
    mustBe(ACE_OK, payment.notify(device_->self, sdk::detail::toAbi(headers),
                                  sdk::detail::toAbi(std::string("of others")), sinkTo(none)));
    CPPUNIT_ASSERT(!sdk::parseNews(none));
    mustBe(ACE_OK,
           payment.changes(device_->self, 7, sdk::detail::toAbi(std::string("page")), sinkTo(changes)));
    CPPUNIT_ASSERT(sdk::parseChanges(changes).news.empty()); // a device that lists nothing
}

CPPUNIT_TEST_FIXTURE(FacadeTest, paymentThatCannotReverseSaysSo)
{
    start("payment");
    const auto& payment = interface<ace_payment_1>(ACE_PAYMENT_1);
    const std::string json = sdk::toJson(
        sdk::Reversal{{sdk::parsePaymentId(kPayment), {}, {}, ""}, sdk::parseRefundId(kRefund), {100, {}}});
    const auto reversal = sdk::detail::toAbi(json);
    std::string progress;
    mustBe(ACE_ILLEGAL, payment.reverse(device_->self, reversal, sinkTo(progress)));
    mustBe(ACE_ILLEGAL, payment.query_reversal(device_->self, reversal, sinkTo(progress)));
    mustBe(ACE_PLUGIN_FAULT,
           payment.cancel(device_->self, sdk::detail::toAbi(R"({"currency":"USD","payment":"1"})")));
    CPPUNIT_ASSERT_EQUAL(std::string("payment: \"1\" is no payment id"), host_.reason);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, headersCrossTheLineAndRepeatedOnesAreJoined)
{
    const auto back = sdk::parseHeaders(sdk::headersJson({{"via", "a"}, {"date", "\"now\""}, {"via", "b"}}));
    CPPUNIT_ASSERT((back == sdk::Headers{{"date", "\"now\""}, {"via", "a, b"}}));
}

CPPUNIT_TEST_FIXTURE(FacadeTest, progressThatIsNotProgressIsRefused)
{
    for (const char* wrong :
         {"", "[]", "{}", R"({"state":"created"})", R"({"state":"done"})", R"({"state":1})",
          R"({"state":"confirmed","change":1})", R"({"state":"confirmed","change":1,"currency":"usd"})"})
        CPPUNIT_ASSERT_THROW(sdk::parseProgress(wrong), std::exception);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, outputRendersADocument)
{
    start("output");
    const auto& output = interface<ace_ticket_output_1>(ACE_TICKET_OUTPUT_1);
    const std::string json = sdk::toJson(sdk::Document{"Two tickets", "en", {}});
    std::string mime, bytes;
    const auto append = [](void* to, const char* data, std::uint64_t size) {
        static_cast<std::string*>(to)->append(data, size);
    };
    const auto status =
        output.render(device_->self, sdk::detail::toAbi(json), {&mime, append}, {&bytes, append});
    mustBe(ACE_OK, status);
    CPPUNIT_ASSERT_EQUAL(std::string("text/plain"), mime);
    CPPUNIT_ASSERT_EQUAL(std::string("Two tickets"), bytes);
    const std::string delivery = sdk::toJson(sdk::Delivery{});
    const auto submitted = output.submit(device_->self, sdk::detail::toAbi("1"), sdk::detail::toAbi(json),
                                         sdk::detail::toAbi(delivery));
    mustBe(ACE_ILLEGAL, submitted);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aDeliveryCrossesTheLineWithItsAttachments)
{
    start("sender");
    const auto& output = interface<ace_ticket_output_1>(ACE_TICKET_OUTPUT_1);
    const std::string document = sdk::toJson(sdk::Document{"Two tickets", "en", {}});
    const std::string delivery = sdk::toJson(
        sdk::Delivery{"Zoë", "zoe@example.org", "es", {{"a.pdf", "application/pdf", {'\0', '\xFF', '"'}}}});
    mustBe(ACE_OK, output.submit(device_->self, sdk::detail::toAbi("AB12"), sdk::detail::toAbi(document),
                                 sdk::detail::toAbi(delivery)));
    CPPUNIT_ASSERT_EQUAL(
        std::string("1 AB12, Two tickets, Zoë <zoe@example.org>, es, a.pdf application/pdf 3"),
        host_.lines.at(0));
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aDeliverySaysWhyItGoesOutAndWhereItsOrderIs)
{
    sdk::Delivery sent{"Zoë", "zoe@example.org", "es"};
    sent.occasion = sdk::Occasion::LatePayment;
    sent.link = "https://tickets.example.org/es/orders/A/b";
    sent.reference = "an-order.a-job";
    const sdk::Delivery got = sdk::parseDelivery(sdk::toJson(sent));
    CPPUNIT_ASSERT(got.occasion == sent.occasion);
    CPPUNIT_ASSERT_EQUAL(sent.link, got.link);
    CPPUNIT_ASSERT_EQUAL(sent.reference, got.reference);
    const sdk::Delivery old = sdk::parseDelivery(R"({"name":"","email":"","attachments":[]})");
    CPPUNIT_ASSERT(old.occasion == sdk::Occasion::Tickets && old.link.empty() && old.reference.empty());
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aLinkOfADocumentCrossesTheLine)
{
    const sdk::Document document{"List", "en", {sdk::LinkBlock{"https://x.example/?a=1", "Open"}}};
    const sdk::Document got = sdk::parseDocument(sdk::toJson(document));
    const auto& link = std::get<sdk::LinkBlock>(got.blocks.at(0));
    CPPUNIT_ASSERT_EQUAL(std::string("https://x.example/?a=1"), link.url);
    CPPUNIT_ASSERT_EQUAL(std::string("Open"), link.text);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, aDeliveryThatIsNoneIsRefused)
{
    for (const char* wrong :
         {"", "[]", "{}", R"({"name":"","email":7,"attachments":[]})",
          R"({"name":"","email":"","attachments":[{"name":"a","mime":"b"}]})",
          R"({"name":"","email":"","attachments":[{"name":"a","mime":"b","bytes":"+/=="}]})",
          R"({"name":"","email":"","attachments":[],"occasion":"birthday"})"})
        CPPUNIT_ASSERT_THROW(sdk::parseDelivery(wrong), std::exception);
}

CPPUNIT_TEST_FIXTURE(FacadeTest, storageHandsOutItsFactory)
{
    make("storage");
    const void* found = device_->query(device_->self, sdk::kStorageInterface);
    auto* factory = static_cast<sdk::StorageFactory*>(const_cast<void*>(found));
    CPPUNIT_ASSERT(factory);
    test::FakeLog log;
    const test::FakeClock clock;
    const auto opened = factory->open({"/", "{}", log, clock});
    CPPUNIT_ASSERT_EQUAL(std::string("held by 7"), opened.error().message);
}
