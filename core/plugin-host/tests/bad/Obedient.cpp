// SPDX-License-Identifier: MIT
// A device of each capability that logs every call with its arguments, and answers it. Its settings may ask
// for more: {"in":"grant","statuses":["108"],"text":"…"}: it fails with these, one call after the other;
// {"in":"grant","hang":true}: it waits until it is interrupted.
#include <ace/sdk/CashDrawerDevice.h>
#include <ace/sdk/GateControlDevice.h>
#include <ace/sdk/LineDisplayDevice.h>
#include <ace/sdk/PaymentDevice.h>
#include <ace/sdk/Plugin.h>
#include <ace/sdk/QueueDevice.h>
#include <ace/sdk/ScannerDevice.h>
#include <ace/sdk/Settings.h>
#include <ace/sdk/TicketOutputDevice.h>

#include <condition_variable>
#include <mutex>

namespace {

using namespace ace;

template <class Base> class Obedient : public Base
{
public:
    void open(std::string_view text) override
    {
        sdk::Settings settings(text);
        in_ = settings.text("in", "");
        statuses_ = settings.texts("statuses");
        text_ = settings.text("text", "");
        hangs_ = settings.boolean("hang", false);
        settings.finish();
        obey("open", "");
    }
    void claim(std::chrono::milliseconds) override { obey("claim", ""); }
    void enable(bool on) override { obey(on ? "enable" : "disable", ""); }
    void release() override { obey("release", ""); }
    void close() override { obey("close", ""); }
    std::string checkHealth(sdk::HealthLevel level) override
    {
        obey("health", level == sdk::HealthLevel::External ? "2" : "1");
        return "feels well";
    }
    void interrupt() noexcept override
    {
        {
            const std::lock_guard lock(mutex_);
            interrupted_ = hanging_;
        }
        changed_.notify_all();
    }

protected:
    void obey(const std::string& call, const std::string& arguments)
    {
        this->log(LogLevel::Info, "asked: " + call + "(" + arguments + ")");
        if (call != in_)
            return;
        if (hangs_) {
            std::unique_lock lock(mutex_);
            hanging_ = true;
            changed_.wait(lock, [this] { return interrupted_; });
            hanging_ = interrupted_ = false;
            throw sdk::DeviceError(ACE_CANCELED, "it was interrupted");
        }
        if (next_ < statuses_.size())
            throw sdk::DeviceError(std::stoi(statuses_[next_++]), text_);
    }

private:
    std::string in_, text_;
    std::vector<std::string> statuses_;
    std::size_t next_ = 0;
    bool hangs_ = false;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool hanging_ = false;
    bool interrupted_ = false;
};

std::string words(std::initializer_list<std::string_view> all)
{
    std::string joined;
    for (const auto word : all)
        joined.append(joined.empty() ? "" : ", ").append(word);
    return joined;
}

class ObedientScanner : public Obedient<sdk::ScannerDevice>
{
public:
    static constexpr const char* kDeviceClass = "scanner";
    void setDataEvents(bool on) override { obey("set_data_events", on ? "1" : "0"); }
    void clearInput() override { obey("clear_input", ""); }
    void trigger() override
    {
        obey("trigger", "");
        scanned("PDF417", std::string_view("a\0b\xff", 4));
    }
};

class ObedientPayment : public Obedient<sdk::PaymentDevice>
{
public:
    static constexpr const char* kDeviceClass = "payment";
    std::chrono::seconds pageTime() const noexcept override { return std::chrono::seconds(77); }
    sdk::PaymentProgress begin(const sdk::PaymentIntent& intent) override
    {
        obey("begin", words({intent.amount.format(), intent.reference, intent.memo}));
        postComplete(intent.payment.toString());
        return {PaymentState::Pending, "/pay", {}, "", "memo 1"};
    }
    sdk::PaymentProgress query(const sdk::PaymentIntent& intent) override
    {
        obey("query", words({intent.amount.format(), intent.reference, intent.memo}));
        return {PaymentState::Failed, {}, {}, "card_declined"};
    }
    void cancel(const sdk::PaymentIntent& intent) override { obey("cancel", intent.reference); }
    sdk::PaymentProgress reverse(const sdk::Reversal& reversal) override
    {
        obey("reverse", words({reversal.amount.format(), reversal.intent.reference, reversal.memo}));
        return {PaymentState::Confirmed, {}, {}, ""};
    }
    sdk::PaymentProgress queryReversal(const sdk::Reversal& reversal) override
    {
        obey("query_reversal", words({reversal.amount.format(), reversal.intent.reference, reversal.memo}));
        return {PaymentState::Pending, {}, {}, ""};
    }
    std::optional<sdk::PaymentNews> notify(const sdk::Headers& headers, std::string_view body) override
    {
        obey("notify", words({headers.at(0).first, headers.at(0).second, body}));
        return std::nullopt;
    }
    sdk::PaymentChanges changes(Instant since, const std::string& page) override
    {
        obey("changes", words({std::to_string(since.time_since_epoch().count()), page}));
        return {{}, "page 3"};
    }
};

class ObedientOutput : public Obedient<sdk::TicketOutputDevice>
{
public:
    static constexpr const char* kDeviceClass = "output";
    sdk::Rendered render(const sdk::Document& document) override
    {
        obey("render", document.title);
        return {"text/plain", std::string("a\0b\xff", 4)};
    }
    void submit(std::string_view id, const sdk::Document& document, const sdk::Delivery& delivery) override
    {
        obey("submit", words({id, document.title, delivery.email}));
        postComplete(id);
        postError(ACE_OFFLINE, id, "no paper");
        postStatus(ACE_PAPER_EMPTY);
    }
    void clear() override { obey("clear", ""); }
};

class ObedientQueue : public Obedient<sdk::QueueDevice>
{
public:
    static constexpr const char* kDeviceClass = "queue";
    void publish(std::string_view topic, std::string_view id, std::string_view body) override
    {
        obey("publish", words({topic, id, std::to_string(body.size())}));
    }
    std::optional<sdk::QueuedMessage> consume(std::string_view topic, std::chrono::milliseconds wait) override
    {
        obey("consume", words({topic, std::to_string(wait.count())}));
        return sdk::QueuedMessage{"17", std::string("a\0b\xff", 4)};
    }
    void acknowledge(std::string_view topic, std::string_view id) override
    {
        obey("acknowledge", words({topic, id}));
    }
};

class ObedientDrawer : public Obedient<sdk::CashDrawerDevice>
{
public:
    static constexpr const char* kDeviceClass = "drawer";
    void openDrawer() override
    {
        obey("open_drawer", "");
        changed(true);
        changed(false);
    }
    bool isOpen() override
    {
        obey("is_open", "");
        return true;
    }
};

class ObedientDisplay : public Obedient<sdk::LineDisplayDevice>
{
public:
    static constexpr const char* kDeviceClass = "display";
    sdk::DisplayDimensions dimensions() override
    {
        obey("dimensions", "");
        return {2, 4'000'000'000};
    }
    void show(std::uint32_t row, std::uint32_t column, std::string_view text) override
    {
        obey("show", words({std::to_string(row), std::to_string(column), text}));
    }
    void clear() override { obey("clear", ""); }
};

class ObedientGate : public Obedient<sdk::GateControlDevice>
{
public:
    static constexpr const char* kDeviceClass = "gate";
    void grant(std::string_view reference, std::chrono::milliseconds within) override
    {
        obey("grant", words({reference, std::to_string(within.count())}));
        passed(reference);
        nobodyPassed(reference);
        postError(ACE_FAILURE, reference, "the arm is stuck");
        changed(true);
        changed(false);
    }
    void refuse(std::string_view reference, std::string_view reason) override
    {
        obey("refuse", words({reference, reason}));
    }
};

} // namespace

ACE_PLUGIN(R"({"id":"org.example.obedient","name":"Obedient","version":"1","vendor":"test","license":"MIT",
               "devices":[{"class":"scanner","capability":"scanner"},
                          {"class":"payment","capability":"payment"},
                          {"class":"output","capability":"ticket-output"},
                          {"class":"queue","capability":"queue"},
                          {"class":"drawer","capability":"cash-drawer"},
                          {"class":"display","capability":"line-display"},
                          {"class":"gate","capability":"gate-control"}]})",
           ObedientScanner, ObedientPayment, ObedientOutput, ObedientQueue, ObedientDrawer, ObedientDisplay,
           ObedientGate);
