// SPDX-License-Identifier: MIT
#include <ace/runtime/Runtime.h>

#include "CustomerMail.h"
#include "Devices.h"
#include "HeldRecord.h"
#include "SideLane.h"

#include <ace/admission/LocalAdmission.h>
#include <ace/box-office/LocalAllotments.h>
#include <ace/box-office/LocalBoxOffice.h>
#include <ace/box-office/LocalTills.h>
#include <ace/outbox/Outbox.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/reporting/LocalReporting.h>
#include <ace/runtime/Record.h>
#include <ace/staffing/People.h>

#include <condition_variable>

namespace ace::runtime {

// Built from top to bottom, taken down from bottom to top.
struct Runtime::Parts
{
    Parts(const Settings& given, const Environment& around)
        : settings(given), environment(around), devices(given, around)
    {
    }

    void wireOutbox();
    void wireSettlements();
    void wireDeliveries();
    void wireWebhooks();
    void workedNow() { workedAt = environment.clock.monotonic().time_since_epoch().count(); }

    Settings settings;
    Environment environment;
    Devices devices;
    std::unique_ptr<sdk::Storage> storage;
    std::unique_ptr<catalog::LocalCatalog> catalog;
    std::unique_ptr<catalog::Vouchers> vouchers;
    std::unique_ptr<outbox::Webhooks> webhooks;
    std::unique_ptr<boxoffice::LocalBoxOffice> boxOffice;
    std::unique_ptr<boxoffice::LocalTills> tills;
    std::unique_ptr<boxoffice::LocalAllotments> allotments;
    std::unique_ptr<admission::LocalAdmission> admission;
    std::unique_ptr<reporting::LocalReporting> reporting;
    std::unique_ptr<outbox::DeadLetters> deadLetters;
    std::unique_ptr<CustomerMail> customerMail; // null: orders go nowhere
    std::unique_ptr<outbox::Outbox> outbox;
    std::unique_ptr<outbox::WebhookDelivery> delivery;
    std::unique_ptr<staffing::People> people;
    Monotonic tidied{};
    std::atomic<Microseconds::rep> workedAt{0}; // monotonic
    std::mutex working;                         // runDueWork() by the background thread and by a caller
    std::atomic<bool> jobsLeft{false};          // the last batch was full
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    SideLane settlements;
    SideLane deliveries;
    SideLane telling;
    Thread background;
};

namespace {

constexpr std::chrono::minutes kTidyEvery{1};

// An empty record beside the folder's own would be taken for it from then on.
Result<void> refuseAnotherRecord(const Settings& settings, const DataFolder& folder,
                                 const Runtime::Environment& environment)
{
    if (!holdsRecord(folder.path()))
        return {};
    const auto own = Record::openForReading(settings, folder, environment);
    if (own || own.error().code != ErrorCode::NotFound)
        return {}; // what is wrong with it shows when it is opened
    return failure(
        ErrorCode::Conflict,
        "holds another record than [storage] names; give the folder's own configuration with --config",
        folder.path().string());
}

} // namespace

void Runtime::Parts::wireOutbox()
{
    using outbox::Outbox;
    outbox = std::make_unique<Outbox>(*storage, environment.clock, environment.log,
                                      Outbox::Lane{{.except = {outbox::kWebhookJob, CustomerMail::kJobs}}});
    const auto alive = [this](Outbox::Handler handler) {
        return [this, handler = std::move(handler)](const Job& job) {
            const auto done = handler(job);
            workedNow(); // a batch of slow ones is not silence
            return done;
        };
    };
    outbox->on("settle-refund", alive([this](const Job& job) { return boxOffice->settleRefund(job); }), {},
               Outbox::OnInvalid::TryAgain, Outbox::kMoney);
    outbox->on("settle-order", alive([this](const Job& job) { return boxOffice->settleOrder(job); }));
    outbox->on("review-order", alive([this](const Job& job) { return boxOffice->reviewOrder(job); }));
    wireSettlements();
    if (customerMail)
        wireDeliveries();
    if (environment.webhookSender)
        wireWebhooks();
}

// Whoever has paid waits for nothing else that a slow payment service is asked. What it leaves, the lane of
// all jobs takes too.
void Runtime::Parts::wireSettlements()
{
    using outbox::Outbox;
    settlements.outbox = std::make_unique<Outbox>(*storage, environment.clock, environment.log,
                                                  Outbox::Lane{{.only = "settle-order"}});
    settlements.outbox->on("settle-order", [this](const Job& job) { return boxOffice->settleOrder(job); });
}

// One at a time: none waits leased for a slow one before it, and the server is stopped soon.
void Runtime::Parts::wireDeliveries()
{
    outbox::Outbox::Lane lane{{.only = CustomerMail::kJobs}, 1, std::chrono::minutes(1)};
    for (const std::string& name : {settings.deliverWith, settings.attachWith})
        if (const auto device = settings.outputs.find(name); device != settings.outputs.end())
            lane.lease += device->second.deadline;
    deliveries.outbox = std::make_unique<outbox::Outbox>(*storage, environment.clock, environment.log, lane);
    customerMail->handleJobs(*deliveries.outbox);
    deliveries.rests = [this] { return customerMail->rests(); };
}

void Runtime::Parts::wireWebhooks()
{
    using outbox::Outbox;
    delivery =
        std::make_unique<outbox::WebhookDelivery>(*storage, environment.clock, *environment.webhookSender);
    telling.outbox = std::make_unique<Outbox>(*storage, environment.clock, environment.log,
                                              Outbox::Lane{{.only = outbox::kWebhookJob}});
    telling.outbox->on(
        outbox::kWebhookJob, [this](const Job& job) { return delivery->deliver(job); },
        [this](const Job& job) { return delivery->restsUntil(job); });
}

Runtime::Runtime(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Runtime::~Runtime()
{
    {
        const std::lock_guard lock(parts_->mutex);
        parts_->stopping = true;
    }
    for (SideLane* lane : {&parts_->settlements, &parts_->deliveries, &parts_->telling})
        if (lane->outbox)
            lane->outbox->stop();
    if (parts_->outbox)
        parts_->outbox->stop();
    parts_->wake.notify_all();
    parts_->background.join();
    parts_->settlements.thread.join();
    parts_->deliveries.thread.join();
    parts_->telling.thread.join();
}

Result<std::unique_ptr<Runtime>> Runtime::startStation(const Settings& settings,
                                                       const Environment& environment)
{
    return std::unique_ptr<Runtime>(new Runtime(std::make_unique<Parts>(settings, environment)));
}

Result<std::unique_ptr<Runtime>> Runtime::startLocal(const Settings& settings, const DataFolder& folder,
                                                     const Environment& environment)
{
    if (auto own = refuseAnotherRecord(settings, folder, environment); !own)
        return failure(std::move(own));
    Environment own = environment;
    own.stationFolder = folder.path();
    auto parts = std::make_unique<Parts>(settings, own);
    Devices& devices = parts->devices;
    auto storage = devices.openStorage(settings.storage, folder);
    if (!storage)
        return failure(std::move(storage));
    parts->storage = std::move(*storage);
    parts->catalog =
        std::make_unique<catalog::LocalCatalog>(*parts->storage, environment.ids, environment.clock);
    parts->vouchers = std::make_unique<catalog::Vouchers>(*parts->storage, environment.clock);
    parts->webhooks = std::make_unique<outbox::Webhooks>(*parts->storage, environment.ids, environment.clock,
                                                         settings.webhooks.httpAllowed);
    if (auto read = parts->webhooks->refresh(); !read)
        return failure(std::move(read));
    devices.openPayments(folder.isDemo());

    // What is promised while its output is left out goes out when that is mended.
    const bool delivers = !settings.deliverWith.empty();
    parts->boxOffice = std::make_unique<boxoffice::LocalBoxOffice>(boxoffice::LocalBoxOffice::Parts{
        *parts->storage, *parts->catalog, environment.clock, environment.ids, environment.log,
        devices.payments(), settings.holdTime, delivers, parts->webhooks.get()});
    parts->tills = std::make_unique<boxoffice::LocalTills>(
        boxoffice::LocalTills::Parts{*parts->storage, *parts->catalog, environment.clock, environment.ids});
    parts->allotments = std::make_unique<boxoffice::LocalAllotments>(boxoffice::LocalAllotments::Parts{
        *parts->storage, *parts->catalog, environment.clock, environment.ids});
    parts->admission = std::make_unique<admission::LocalAdmission>(admission::LocalAdmission::Parts{
        *parts->storage, *parts->catalog, environment.clock, environment.ids});
    parts->reporting = std::make_unique<reporting::LocalReporting>(*parts->storage, *parts->catalog);
    parts->deadLetters = std::make_unique<outbox::DeadLetters>(*parts->storage, environment.clock);
    parts->people = std::make_unique<staffing::People>(*parts->storage, environment.clock, environment.ids,
                                                       environment.log);
    if (delivers)
        parts->customerMail = std::make_unique<CustomerMail>(
            CustomerMail::Parts{*parts->storage, *parts->catalog, environment.clock, folder.path()},
            Outlet::Route{devices.findOutput(settings.deliverWith), !settings.attachWith.empty(),
                          devices.findOutput(settings.attachWith), settings.deliverLanguage,
                          environment.orderLink});
    parts->wireOutbox();

    std::unique_ptr<Runtime> runtime(new Runtime(std::move(parts)));
    if (environment.background)
        runtime->startBackground();
    return runtime;
}

void Runtime::startBackground()
{
    const auto everyQuarterSecond = [this](const std::function<void()>& work,
                                           const std::atomic<bool>& isLeft) {
        std::unique_lock lock(parts_->mutex);
        while (!parts_->stopping) {
            lock.unlock();
            work();
            lock.lock();
            if (isLeft)
                continue; // what is due already does not wait for the next quarter
            parts_->wake.wait_for(lock, std::chrono::milliseconds(250), [this] { return parts_->stopping; });
        }
    };
    parts_->background = Thread("ace-background", [this, everyQuarterSecond] {
        everyQuarterSecond([this] { runOwnWork(); }, parts_->jobsLeft);
    });
    parts_->settlements.thread = Thread("ace-settlements", [this, everyQuarterSecond] {
        everyQuarterSecond([this] { settlePaid(); }, parts_->settlements.isLeft);
    });
    if (parts_->deliveries.outbox)
        parts_->deliveries.thread = Thread("ace-deliveries", [this, everyQuarterSecond] {
            everyQuarterSecond([this] { deliverToCustomers(); }, parts_->deliveries.isLeft);
        });
    if (parts_->telling.outbox)
        parts_->telling.thread = Thread("ace-webhooks", [this, everyQuarterSecond] {
            everyQuarterSecond([this] { tellWebhooks(); }, parts_->telling.isLeft);
        });
}

void Runtime::runDueWork()
{
    settlePaid();
    runOwnWork();
    do
        deliverToCustomers();
    while (parts_->deliveries.isLeft);
    tellWebhooks();
}

void Runtime::runOwnWork()
{
    const std::lock_guard lock(parts_->working);
    const auto warn = [&](const char* what, const Error& error) {
        parts_->environment.log.warn("runtime", what + error.describe());
    };
    if (auto released = parts_->boxOffice->releaseExpiredHolds(); !released)
        warn("holds are not released now: ", released.error());
    parts_->workedNow();
    if (auto asked = parts_->boxOffice->askOpenPayments(); !asked)
        warn("open payments are not asked for now: ", asked.error());
    parts_->workedNow();
    if (auto read = parts_->boxOffice->readChanges(); !read)
        warn("what happened to payments is not read now: ", read.error());
    parts_->workedNow();
    const auto done = parts_->outbox->runDue();
    if (!done)
        warn("the outbox rests now: ", done.error());
    parts_->jobsLeft = done && *done == outbox::Outbox::kJobsAtOnce;
    if (auto read = parts_->catalog->refresh(); !read)
        warn("the catalog is not read again now: ", read.error());
    if (auto read = parts_->webhooks->refresh(); !read)
        warn("the webhooks are not read again now: ", read.error());
    if (const Monotonic now = parts_->environment.clock.monotonic(); now >= parts_->tidied + kTidyEvery) {
        parts_->tidied = now;
        if (auto tidied = parts_->people->staffing.tidy(); !tidied)
            warn("old log-ins stay for now: ", tidied.error());
    }
    parts_->workedNow();
}

void Runtime::settlePaid() { parts_->settlements.run("settlements", parts_->environment.log); }

void Runtime::deliverToCustomers()
{
    parts_->deliveries.run("deliveries", parts_->environment.log);
    if (!parts_->customerMail)
        return;
    const std::lock_guard lock(parts_->deliveries.working);
    parts_->customerMail->takeBounces(parts_->environment.log);
}

void Runtime::tellWebhooks() { parts_->telling.run("webhooks", parts_->environment.log); }
bool Runtime::delivers() const { return parts_->customerMail != nullptr; }

catalog::LocalCatalog& Runtime::catalog() { return *parts_->catalog; }
boxoffice::BoxOffice& Runtime::boxOffice() { return *parts_->boxOffice; }
admission::Admission& Runtime::admission() { return *parts_->admission; }
boxoffice::Tills& Runtime::tills() { return *parts_->tills; }
boxoffice::Allotments& Runtime::allotments() { return *parts_->allotments; }
catalog::Vouchers& Runtime::vouchers() { return *parts_->vouchers; }
reporting::Reporting& Runtime::reporting() { return *parts_->reporting; }
outbox::Webhooks& Runtime::webhooks() { return *parts_->webhooks; }
outbox::DeadLetters& Runtime::deadLetters() { return *parts_->deadLetters; }
sdk::Storage& Runtime::storage() { return *parts_->storage; }
staffing::People& Runtime::people() { return *parts_->people; }
Monotonic Runtime::ownWorkDoneAt() const { return Monotonic(Microseconds(parts_->workedAt.load())); }
sdk::TicketOutput* Runtime::findOutput(const std::string& name) { return parts_->devices.findOutput(name); }
sdk::Scanner* Runtime::findScanner(const std::string& name) { return parts_->devices.findScanner(name); }
const std::vector<Error>& Runtime::problems() const { return parts_->devices.problems(); }

std::map<std::string, bool> Runtime::devices() const { return parts_->devices.states(); }

std::map<std::string, std::size_t> Runtime::writesWaiting() const
{
    return {{"orders", parts_->boxOffice->waiting()}, {"scans", parts_->admission->waiting()}};
}

std::vector<std::string> Runtime::paymentMethods() const
{
    std::vector<std::string> names;
    for (const auto& [name, method] : parts_->devices.payments())
        names.push_back(name);
    return names;
}

} // namespace ace::runtime
