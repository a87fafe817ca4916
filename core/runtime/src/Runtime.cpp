// SPDX-License-Identifier: MIT
#include <ace/runtime/Runtime.h>

#include "Devices.h"

#include <ace/admission/LocalAdmission.h>
#include <ace/base/Thread.h>
#include <ace/base/Trace.h>
#include <ace/box-office/LocalBoxOffice.h>
#include <ace/outbox/Outbox.h>
#include <ace/plugin-host/PluginHost.h>
#include <ace/staffing/People.h>
#include <ace/ticketing/TicketDocument.h>

#include <condition_variable>
#include <mutex>

namespace ace::runtime {

// Built from top to bottom, taken down from bottom to top.
struct Runtime::Parts
{
    Parts(const Settings& settings, const Environment& given) : environment(given), devices(settings, given)
    {
    }

    Environment environment;
    Devices devices;
    std::unique_ptr<sdk::Storage> storage;
    std::unique_ptr<catalog::LocalCatalog> catalog;
    std::unique_ptr<boxoffice::LocalBoxOffice> boxOffice;
    std::unique_ptr<admission::LocalAdmission> admission;
    std::unique_ptr<outbox::Outbox> outbox;
    std::unique_ptr<staffing::People> people;
    Monotonic tidied{};
    std::mutex working; // runDueWork() by the background thread and by a caller
    std::mutex mutex;
    std::condition_variable wake;
    bool stopping = false;
    Thread background;
};

namespace {

constexpr std::chrono::minutes kTidyEvery{1};

// The outbox's only kind of job so far: a paid order goes out through the configured output.
Result<void> deliverOrder(const Job& job, sdk::Storage& storage, catalog::Catalog& catalog,
                          sdk::TicketOutput& output)
{
    const auto id = OrderId::parse(job.subject);
    if (!id)
        return failure(ErrorCode::Corrupt, "not an order's id: " + job.subject);
    auto record = storage.readValue([&](const sdk::ReadAccess& access) { return access.orders.find(*id); });
    if (!record)
        return failure(std::move(record));
    if (!*record || (*record)->order.state != OrderState::Paid)
        return {}; // canceled since: there is nothing to deliver
    auto events = catalog.listEvents();
    if (!events)
        return failure(std::move(events));
    for (const auto& event : *events) {
        if (event->event.id != (*record)->order.event)
            continue;
        trace("outbox", "ticketDocument");
        const auto document = ticketing::ticketDocument(*event, (*record)->order, (*record)->tickets);
        trace("outbox", "TicketOutput.submit");
        return output.submit((*record)->order.code, document);
    }
    return failure(ErrorCode::Conflict, "its event is not in the catalog");
}

} // namespace

Runtime::Runtime(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Runtime::~Runtime()
{
    {
        const std::lock_guard lock(parts_->mutex);
        parts_->stopping = true;
    }
    parts_->wake.notify_all();
    parts_->background.join();
}

Result<std::unique_ptr<Runtime>> Runtime::startStation(const Settings& settings,
                                                       const Environment& environment)
{
    return std::unique_ptr<Runtime>(new Runtime(std::make_unique<Parts>(settings, environment)));
}

Result<std::unique_ptr<Runtime>> Runtime::startLocal(const Settings& settings, const DataFolder& folder,
                                                     const Environment& environment)
{
    auto parts = std::make_unique<Parts>(settings, environment);
    Devices& devices = parts->devices;
    auto storage = devices.openStorage(settings.storage, folder);
    if (!storage)
        return failure(std::move(storage));
    parts->storage = std::move(*storage);
    parts->catalog = std::make_unique<catalog::LocalCatalog>(*parts->storage, environment.ids);
    devices.openPayments(folder.isDemo());

    sdk::TicketOutput* deliverer = devices.findOutput(settings.deliverWith);
    parts->boxOffice = std::make_unique<boxoffice::LocalBoxOffice>(boxoffice::LocalBoxOffice::Parts{
        *parts->storage, *parts->catalog, environment.clock, environment.ids, environment.log,
        devices.payments(), settings.holdTime, deliverer != nullptr});
    parts->admission = std::make_unique<admission::LocalAdmission>(admission::LocalAdmission::Parts{
        *parts->storage, *parts->catalog, environment.clock, environment.ids});
    parts->outbox = std::make_unique<outbox::Outbox>(*parts->storage, environment.clock, environment.log);
    parts->people = std::make_unique<staffing::People>(*parts->storage, environment.clock, environment.ids,
                                                       environment.log);
    if (deliverer)
        parts->outbox->on("deliver-order", [parts = parts.get(), deliverer](const Job& job) {
            return deliverOrder(job, *parts->storage, *parts->catalog, *deliverer);
        });

    std::unique_ptr<Runtime> runtime(new Runtime(std::move(parts)));
    if (environment.background)
        runtime->startBackground();
    return runtime;
}

void Runtime::startBackground()
{
    parts_->background = Thread("ace-background", [this] {
        std::unique_lock lock(parts_->mutex);
        while (!parts_->stopping) {
            lock.unlock();
            runDueWork();
            lock.lock();
            parts_->wake.wait_for(lock, std::chrono::milliseconds(250), [this] { return parts_->stopping; });
        }
    });
}

void Runtime::runDueWork()
{
    const std::lock_guard lock(parts_->working);
    if (auto released = parts_->boxOffice->releaseExpiredHolds(); !released)
        parts_->environment.log.warn("runtime", "holds are not released now: " + released.error().describe());
    if (auto done = parts_->outbox->runDue(); !done)
        parts_->environment.log.warn("runtime", "the outbox rests now: " + done.error().describe());
    if (const Monotonic now = parts_->environment.clock.monotonic(); now >= parts_->tidied + kTidyEvery) {
        parts_->tidied = now;
        if (auto tidied = parts_->people->staffing.tidy(); !tidied)
            parts_->environment.log.warn("runtime", "old log-ins stay for now: " + tidied.error().describe());
    }
}

catalog::LocalCatalog& Runtime::catalog() { return *parts_->catalog; }
boxoffice::BoxOffice& Runtime::boxOffice() { return *parts_->boxOffice; }
admission::Admission& Runtime::admission() { return *parts_->admission; }
staffing::People& Runtime::people() { return *parts_->people; }
sdk::TicketOutput* Runtime::findOutput(const std::string& name) { return parts_->devices.findOutput(name); }
sdk::Scanner* Runtime::findScanner(const std::string& name) { return parts_->devices.findScanner(name); }
const std::vector<Error>& Runtime::problems() const { return parts_->devices.problems(); }

std::vector<std::string> Runtime::paymentMethods() const
{
    std::vector<std::string> names;
    for (const auto& [name, method] : parts_->devices.payments())
        names.push_back(name);
    return names;
}

} // namespace ace::runtime
