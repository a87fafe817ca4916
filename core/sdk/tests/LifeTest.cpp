// SPDX-License-Identifier: MIT
// The states of a device: what the facade passes on to an author's class, and what it answers itself.
#include "TestSupport.h"

#include <ace/sdk/CashDrawerDevice.h>
#include <ace/sdk/GateControlDevice.h>
#include <ace/sdk/LineDisplayDevice.h>
#include <ace/sdk/PaymentDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/QueueDevice.h>
#include <ace/sdk/ScannerDevice.h>
#include <ace/sdk/Settings.h>
#include <ace/sdk/TicketOutputDevice.h>
#include <ace/sdk/testing/HostDouble.h>

#include <functional>
#include <memory>
#include <utility>

using namespace ace;

namespace {

// What reached the author's class, in order, and what it shall fail in.
struct LifeRecord
{
    std::string reached;
    std::string failing;

    void reach(const std::string& call)
    {
        reached += (reached.empty() ? "" : " ") + call;
        if (call == failing)
            throw sdk::DeviceError(ACE_FAILURE, "cannot " + call);
    }
    std::string take() { return std::exchange(reached, {}); }
};

LifeRecord lifeRecord;

// The life of any capability's class.
template <class Base> class LifeDevice : public Base
{
public:
    static constexpr const char* kDeviceClass = "device";
    void open(std::string_view) override { lifeRecord.reach("open"); }
    void claim(std::chrono::milliseconds) override { lifeRecord.reach("claim"); }
    void enable(bool on) override { lifeRecord.reach(on ? "enable" : "disable"); }
    void release() override { lifeRecord.reach("release"); }
    void close() override { lifeRecord.reach("close"); }
    std::string checkHealth(sdk::HealthLevel) override
    {
        lifeRecord.reach("health");
        return "well";
    }
};

class LifeScanner : public LifeDevice<sdk::ScannerDevice>
{
    void setDataEvents(bool) override { lifeRecord.reach("call"); }
    void clearInput() override { lifeRecord.reach("call"); }
    void trigger() override { lifeRecord.reach("call"); }
};

class LifePayment : public LifeDevice<sdk::PaymentDevice>
{
    sdk::PaymentProgress begin(const sdk::PaymentIntent&) override { return answer(); }
    sdk::PaymentProgress query(const sdk::PaymentIntent&) override { return answer(); }
    void cancel(const sdk::PaymentIntent&) override { answer(); }
    sdk::PaymentProgress reverse(const sdk::Reversal&) override { return answer(); }
    sdk::PaymentProgress queryReversal(const sdk::Reversal&) override { return answer(); }
    std::optional<sdk::PaymentNews> notify(const sdk::Headers&, std::string_view) override
    {
        answer();
        return std::nullopt;
    }
    sdk::PaymentChanges changes(Instant, const std::string&) override
    {
        answer();
        return {};
    }
    static sdk::PaymentProgress answer()
    {
        lifeRecord.reach("call");
        return {PaymentState::Confirmed, {}, {}, ""};
    }
};

class LifeOutput : public LifeDevice<sdk::TicketOutputDevice>
{
    sdk::Rendered render(const sdk::Document&) override
    {
        lifeRecord.reach("call");
        return {"text/plain", ""};
    }
    void submit(std::string_view, const sdk::Document&, const sdk::Delivery&) override
    {
        lifeRecord.reach("call");
    }
    void clear() override { lifeRecord.reach("call"); }
};

class LifeQueue : public LifeDevice<sdk::QueueDevice>
{
    void publish(std::string_view, std::string_view, std::string_view) override { lifeRecord.reach("call"); }
    std::optional<sdk::QueuedMessage> consume(std::string_view, std::chrono::milliseconds) override
    {
        lifeRecord.reach("call");
        return sdk::QueuedMessage{"1", ""};
    }
    void acknowledge(std::string_view, std::string_view) override { lifeRecord.reach("call"); }
};

class LifeDrawer : public LifeDevice<sdk::CashDrawerDevice>
{
    void openDrawer() override { lifeRecord.reach("call"); }
    bool isOpen() override
    {
        lifeRecord.reach("call");
        return true;
    }
};

class LifeDisplay : public LifeDevice<sdk::LineDisplayDevice>
{
    sdk::DisplayDimensions dimensions() override
    {
        lifeRecord.reach("call");
        return {2, 20};
    }
    void show(std::uint32_t, std::uint32_t, std::string_view) override { lifeRecord.reach("call"); }
    void clear() override { lifeRecord.reach("call"); }
};

class LifeGate : public LifeDevice<sdk::GateControlDevice>
{
    void grant(std::string_view, std::chrono::milliseconds) override { lifeRecord.reach("call"); }
    void refuse(std::string_view, std::string_view) override { lifeRecord.reach("call"); }
};

// A device through its C table.
class Living
{
public:
    template <class Device> static Living make(const sdk::testing::HostDouble& host)
    {
        return Living(sdk::DeviceFactory::make<Device>(host.table()));
    }

    ace_status open(std::string_view settings = "{}") const
    {
        return device_->open(self(), sdk::detail::toAbi(settings));
    }
    ace_status claim() const { return device_->claim(self(), 0); }
    ace_status enable(bool on) const { return device_->enable(self(), on ? 1 : 0); }
    ace_status release() const { return device_->release(self()); }
    ace_status close() const { return device_->close(self()); }
    ace_status health() const { return device_->check_health(self(), 1, sink()); }
    // Every function of its capability; all must answer the same.
    ace_status callAll(const char* id) const;
    void* self() const { return device_->self; }

private:
    struct Destroy
    {
        void operator()(ace_device* device) const { device->destroy(device->self); }
    };
    explicit Living(ace_device* device) : device_(device) {}

    ace_sink sink() const
    {
        return {nullptr, [](void*, const char*, std::uint64_t) {}};
    }
    template <class Table> std::vector<ace_status> statuses(const Table& table) const;

    std::unique_ptr<ace_device, Destroy> device_;
};

const std::string kLifeIntent =
    sdk::toJson(sdk::PaymentIntent{sdk::parsePaymentId("01900000-0000-7000-8000-000000000001"), {}, {}, ""});
const std::string kLifeReversal = sdk::toJson(sdk::Reversal{
    sdk::parseIntent(kLifeIntent), sdk::parseRefundId("01900000-0000-7000-8000-000000000002"), {100, {}}});
const std::string kLifeDocument = sdk::toJson(sdk::Document{"Title", "en", {}});
const std::string kLifeDelivery = sdk::toJson(sdk::Delivery{});

template <> std::vector<ace_status> Living::statuses(const ace_scanner_1& t) const
{
    return {t.set_data_events(self(), 1), t.clear_input(self()), t.trigger(self())};
}
template <> std::vector<ace_status> Living::statuses(const ace_payment_1& t) const
{
    using sdk::detail::toAbi;
    const ace_str intent = toAbi(kLifeIntent), reversal = toAbi(kLifeReversal);
    return {t.begin(self(), intent, sink()),
            t.cancel(self(), intent),
            t.reverse(self(), reversal, sink()),
            t.query(self(), intent, sink()),
            t.query_reversal(self(), reversal, sink()),
            t.notify(self(), toAbi("{}"), {}, sink()),
            t.changes(self(), 0, {}, sink())};
}
template <> std::vector<ace_status> Living::statuses(const ace_ticket_output_1& t) const
{
    using sdk::detail::toAbi;
    const ace_str document = toAbi(kLifeDocument);
    return {t.render(self(), document, sink(), sink()),
            t.submit(self(), toAbi("1"), document, toAbi(kLifeDelivery)), t.clear(self())};
}
template <> std::vector<ace_status> Living::statuses(const ace_queue_1& t) const
{
    const ace_str word = sdk::detail::toAbi("word");
    return {t.publish(self(), word, word, word), t.consume(self(), word, 0, sink(), sink()),
            t.acknowledge(self(), word, word)};
}
template <> std::vector<ace_status> Living::statuses(const ace_cash_drawer_1& t) const
{
    std::int32_t opened = 0;
    return {t.open_drawer(self()), t.is_open(self(), &opened)};
}
template <> std::vector<ace_status> Living::statuses(const ace_line_display_1& t) const
{
    std::uint32_t rows = 0, columns = 0;
    return {t.dimensions(self(), &rows, &columns), t.show(self(), 0, 0, {}), t.clear(self())};
}
template <> std::vector<ace_status> Living::statuses(const ace_gate_control_1& t) const
{
    return {t.grant(self(), {}, 0), t.refuse(self(), {}, {})};
}

ace_status Living::callAll(const char* id) const
{
    const void* table = device_->query(self(), id);
    CPPUNIT_ASSERT(table);
    std::vector<ace_status> answers;
    const auto take = [&]<class Table>(const char* of, const Table* typed) {
        if (std::string_view(of) == id)
            answers = statuses(*typed);
    };
    take(ACE_SCANNER_1, static_cast<const ace_scanner_1*>(table));
    take(ACE_PAYMENT_1, static_cast<const ace_payment_1*>(table));
    take(ACE_TICKET_OUTPUT_1, static_cast<const ace_ticket_output_1*>(table));
    take(ACE_QUEUE_1, static_cast<const ace_queue_1*>(table));
    take(ACE_CASH_DRAWER_1, static_cast<const ace_cash_drawer_1*>(table));
    take(ACE_LINE_DISPLAY_1, static_cast<const ace_line_display_1*>(table));
    take(ACE_GATE_CONTROL_1, static_cast<const ace_gate_control_1*>(table));
    for (const ace_status answer : answers)
        CPPUNIT_ASSERT_EQUAL(answers.at(0), answer);
    return answers.at(0);
}

} // namespace

class LifeTest : public CppUnit::TestFixture
{
public:
    void setUp() override { lifeRecord = {}; }

protected:
    static void answers(ace_status expected, ace_status status, const std::string& reached)
    {
        CPPUNIT_ASSERT_EQUAL(expected, status);
        CPPUNIT_ASSERT_EQUAL(reached, lifeRecord.take());
    }
    template <class Device> void worksOnlyWhileClaimed(const char* id)
    {
        const Living device = Living::make<Device>(host_);
        answers(ACE_CLOSED, device.callAll(id), "");
        CPPUNIT_ASSERT_EQUAL(std::string("the device is not open: open it first"), host_.failure());
        device.open();
        lifeRecord.take();
        answers(ACE_NOT_CLAIMED, device.callAll(id), "");
        device.claim();
        CPPUNIT_ASSERT_EQUAL(ACE_OK + 0, device.callAll(id));
        device.enable(true);
        CPPUNIT_ASSERT_EQUAL(ACE_OK + 0, device.callAll(id));
        CPPUNIT_ASSERT(lifeRecord.take().ends_with("call call"));
        device.close();
        lifeRecord.take();
        answers(ACE_CLOSED, device.callAll(id), "");
    }
    Living enabled()
    {
        Living device = Living::make<LifeDrawer>(host_);
        answers(ACE_OK, device.open(), "open");
        answers(ACE_OK, device.claim(), "claim");
        answers(ACE_OK, device.enable(true), "enable");
        return device;
    }

    sdk::testing::HostDouble host_;
};

CPPUNIT_TEST_FIXTURE(LifeTest, noCapabilityIsCalledBeforeItIsClaimedOrAfterItIsClosed)
{
    worksOnlyWhileClaimed<LifeScanner>(ACE_SCANNER_1);
    worksOnlyWhileClaimed<LifePayment>(ACE_PAYMENT_1);
    worksOnlyWhileClaimed<LifeOutput>(ACE_TICKET_OUTPUT_1);
    worksOnlyWhileClaimed<LifeQueue>(ACE_QUEUE_1);
    worksOnlyWhileClaimed<LifeDrawer>(ACE_CASH_DRAWER_1);
    worksOnlyWhileClaimed<LifeDisplay>(ACE_LINE_DISPLAY_1);
    worksOnlyWhileClaimed<LifeGate>(ACE_GATE_CONTROL_1);
}

CPPUNIT_TEST_FIXTURE(LifeTest, aStepThatComesTooEarlyIsRefused)
{
    const Living device = Living::make<LifeDrawer>(host_);
    answers(ACE_CLOSED, device.claim(), "");
    answers(ACE_CLOSED, device.enable(true), "");
    answers(ACE_CLOSED, device.health(), "");
    answers(ACE_OK, device.open(), "open");
    answers(ACE_NOT_CLAIMED, device.enable(true), "");
    CPPUNIT_ASSERT_EQUAL(std::string("the device is not claimed: claim it first"), host_.failure());
    answers(ACE_ILLEGAL, device.open(), "");
    answers(ACE_OK, device.health(), "health");
}

CPPUNIT_TEST_FIXTURE(LifeTest, aStepThatWasMadeOrUndoneBeforeHasNothingToDo)
{
    const Living device = Living::make<LifeDrawer>(host_);
    answers(ACE_OK, device.enable(false), "");
    answers(ACE_OK, device.release(), "");
    answers(ACE_OK, device.close(), "");
    device.open();
    answers(ACE_OK, device.release(), "open");
    device.claim();
    answers(ACE_OK, device.claim(), "claim");
    device.enable(true);
    answers(ACE_OK, device.enable(true), "enable");
    answers(ACE_OK, device.claim(), "");
}

CPPUNIT_TEST_FIXTURE(LifeTest, aDeviceThatIsEnabledMayBeReleasedOrClosedAtOnce)
{
    const Living device = enabled();
    answers(ACE_OK, device.release(), "disable release");
    answers(ACE_NOT_CLAIMED, device.enable(true), "");
    answers(ACE_OK, device.claim(), "claim");
    answers(ACE_OK, device.enable(true), "enable");
    answers(ACE_OK, device.close(), "disable release close");
    answers(ACE_OK, device.open(), "open");
    answers(ACE_OK, device.close(), "close");
}

CPPUNIT_TEST_FIXTURE(LifeTest, aCallThatFailsLeavesTheStateAsItWas)
{
    const Living device = Living::make<LifeDrawer>(host_);
    const auto failsIn = [](const char* call, const std::function<ace_status()>& made) {
        lifeRecord.failing = call;
        CPPUNIT_ASSERT_EQUAL(ACE_FAILURE + 0, made());
        lifeRecord = {};
    };
    failsIn("open", [&] { return device.open(); });
    answers(ACE_CLOSED, device.claim(), "");
    device.open();
    failsIn("claim", [&] { return device.claim(); });
    lifeRecord.take();
    answers(ACE_NOT_CLAIMED, device.enable(true), "");
    device.claim();
    failsIn("enable", [&] { return device.enable(true); });
    answers(ACE_OK, device.enable(true), "enable");
    failsIn("disable", [&] { return device.enable(false); });
    answers(ACE_OK, device.enable(false), "disable");
    failsIn("release", [&] { return device.release(); });
    answers(ACE_OK, device.release(), "release");
    failsIn("close", [&] { return device.close(); });
    answers(ACE_OK, device.close(), "close");
}

CPPUNIT_TEST_FIXTURE(LifeTest, whatAReleaseOrACloseThatFailsUndidStaysUndone)
{
    const Living device = enabled();
    lifeRecord.failing = "release";
    answers(ACE_FAILURE, device.release(), "disable release");
    answers(ACE_OK, device.enable(true), "enable"); // it was off, and is claimed
    lifeRecord.failing = "close";
    answers(ACE_FAILURE, device.close(), "disable release close");
    answers(ACE_NOT_CLAIMED, device.enable(true), "");
    answers(ACE_NOT_CLAIMED, device.callAll(ACE_CASH_DRAWER_1), "");
    lifeRecord.failing.clear();
    answers(ACE_OK, device.close(), "close");
    answers(ACE_CLOSED, device.callAll(ACE_CASH_DRAWER_1), "");
}

CPPUNIT_TEST_FIXTURE(LifeTest, whatCannotBeDisabledIsReleasedAndClosedAllTheSame)
{
    const Living device = enabled();
    lifeRecord.failing = "disable";
    answers(ACE_OK, device.close(), "disable release close");
    CPPUNIT_ASSERT(host_.logged() == std::vector<std::string>{"cannot disable"});
}
