// SPDX-License-Identifier: MIT
#include "device/DeviceGuest.h"

#include <ace/base/Assert.h>
#include <ace/sdk/Guard.h>
#include <ace/sdk/abi/cash_drawer.h>
#include <ace/sdk/abi/gate_control.h>
#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/abi/payment.h>
#include <ace/sdk/abi/queue.h>
#include <ace/sdk/abi/scanner.h>
#include <ace/sdk/abi/ticket_output.h>
#include <ace/sdk/storage/Storage.h>

#include <exception>
#include <utility>

namespace ace::pluginhost {

namespace {

template <class Table, class... Functions> bool complete(const void* found, Functions... functions)
{
    const auto* table = static_cast<const Table*>(found);
    return table->size >= sizeof(Table) && ((table->*functions != nullptr) && ...);
}

bool isComplete(const ace_device& d)
{
    return complete<ace_device>(&d, &ace_device::open, &ace_device::claim, &ace_device::enable,
                                &ace_device::release, &ace_device::close, &ace_device::check_health,
                                &ace_device::query, &ace_device::interrupt, &ace_device::destroy);
}

bool isComplete(const void* table, Capability capability)
{
    switch (capability) {
    case Capability::Payment: {
        using T = ace_payment_1;
        return complete<T>(table, &T::page_seconds, &T::begin, &T::cancel, &T::reverse, &T::query,
                           &T::query_reversal, &T::notify, &T::changes);
    }
    case Capability::TicketOutput: {
        using T = ace_ticket_output_1;
        return complete<T>(table, &T::render, &T::submit, &T::clear);
    }
    case Capability::Scanner: {
        using T = ace_scanner_1;
        return complete<T>(table, &T::set_data_events, &T::clear_input, &T::trigger);
    }
    case Capability::Queue: {
        using T = ace_queue_1;
        return complete<T>(table, &T::publish, &T::consume, &T::acknowledge);
    }
    case Capability::CashDrawer: {
        using T = ace_cash_drawer_1;
        return complete<T>(table, &T::open_drawer, &T::is_open);
    }
    case Capability::LineDisplay: {
        using T = ace_line_display_1;
        return complete<T>(table, &T::dimensions, &T::show, &T::clear);
    }
    case Capability::GateControl: {
        using T = ace_gate_control_1;
        return complete<T>(table, &T::grant, &T::refuse);
    }
    case Capability::Storage:
        return true;
    }
    return false;
}

const char* interfaceId(Capability capability)
{
    switch (capability) {
    case Capability::Payment:
        return ACE_PAYMENT_1;
    case Capability::TicketOutput:
        return ACE_TICKET_OUTPUT_1;
    case Capability::Scanner:
        return ACE_SCANNER_1;
    case Capability::Queue:
        return ACE_QUEUE_1;
    case Capability::CashDrawer:
        return ACE_CASH_DRAWER_1;
    case Capability::LineDisplay:
        return ACE_LINE_DISPLAY_1;
    case Capability::GateControl:
        return ACE_GATE_CONTROL_1;
    case Capability::Storage:
        return sdk::kStorageInterface;
    }
    return "";
}

} // namespace

DeviceGuest::DeviceGuest(std::shared_ptr<PluginLibrary> library, const std::string& where)
    : host_(where, library->environment().log, library->environment().clock), library_(std::move(library))
{
}

void DeviceGuest::create(Capability capability, Reply& reply)
{
    const auto* declared = library_->manifest().find(capability);
    ACE_ASSERT(declared);
    guardedCall(
        host_, [&](Reply&) { return make(declared->deviceClass, capability); }, reply);
}

ace_status DeviceGuest::make(const std::string& deviceClass, Capability capability)
{
    ace_device* made = library_->entry().create(host_.table(), deviceClass.c_str());
    if (!made && host_.hasFailure())
        return ACE_FAILURE;
    if (!made)
        return refuse(ACE_NO_EXIST, "it makes no \"" + deviceClass + "\", although its manifest says so");
    // What is not whole cannot be destroyed either.
    if (!isComplete(*made))
        return refuse(ACE_ILLEGAL, "its device table leaves out a function");
    device_ = made;
    const std::string id = interfaceId(capability);
    const void* found = made->query(made->self, id.c_str());
    if (!found)
        return refuse(ACE_DEPRECATED, "it has no " + id);
    if (!isComplete(found, capability))
        return refuse(ACE_ILLEGAL, "its " + id + " leaves out a function");
    table_ = found;
    return ACE_OK;
}

void DeviceGuest::start(const std::string& settings, std::uint32_t claimMs, Reply& reply)
{
    if (stage_ != Stage::Created) {
        reply.status = ACE_ILLEGAL;
        reply.text = "it is started already";
        return;
    }
    host_.accept(true);
    guardedCall(
        host_, [&](Reply&) { return bringUp(settings, claimMs); }, reply);
    if (reply.status != ACE_OK)
        stop();
}

ace_status DeviceGuest::bringUp(const std::string& settings, std::uint32_t claimMs)
{
    ace_device& d = *device_;
    if (const auto status = d.open(d.self, sdk::detail::toAbi(settings)); status != ACE_OK)
        return status;
    stage_ = Stage::Opened;
    if (const auto status = d.claim(d.self, claimMs); status != ACE_OK)
        return status;
    stage_ = Stage::Claimed;
    if (const auto status = d.enable(d.self, 1); status != ACE_OK)
        return status;
    stage_ = Stage::Enabled;
    fault_.clear();
    return ACE_OK;
}

void DeviceGuest::stop()
{
    ace_device& d = *device_;
    host_.accept(false);
    undo(Stage::Enabled, [&] { return d.enable(d.self, 0); });
    undo(Stage::Claimed, [&] { return d.release(d.self); });
    undo(Stage::Opened, [&] { return d.close(d.self); });
}

void DeviceGuest::undo(Stage from, const std::function<ace_status()>& step)
{
    if (stage_ != from)
        return;
    // A step that fails does not keep the next from being tried.
    stage_ = static_cast<Stage>(static_cast<int>(from) - 1);
    const Reply reply = guardedCall(host_, step);
    if (reply.status != ACE_OK)
        host_.report(LogLevel::Warning, "failed while it was stopped: " + reply.reason());
}

void DeviceGuest::destroy(ace_device* device)
{
    const Reply reply = guardedCall(host_, [device] {
        device->destroy(device->self);
        return ACE_OK;
    });
    if (reply.status != ACE_OK)
        host_.report(LogLevel::Warning, "failed while it was destroyed: " + reply.reason());
}

void DeviceGuest::perform(const std::function<ace_status(Reply&)>& work, Reply& reply)
{
    if (stage_ != Stage::Enabled) {
        reply.status = ACE_CLOSED;
        reply.text = "is not started";
        return;
    }
    if (!fault_.empty()) {
        const Reply again = guardedCall(host_, [&d = *device_.load()] {
            d.enable(d.self, 0);
            return d.enable(d.self, 1);
        });
        if (again.status != ACE_OK) {
            reply.status = ACE_DISABLED;
            reply.text = "is in error (" + fault_ + ") and cannot be enabled again: " + again.reason();
            return judge(reply.status);
        }
        fault_.clear();
    }
    guardedCall(host_, work, reply);
    if (reply.status == ACE_PLUGIN_FAULT)
        fault_ = reply.reason();
    judge(reply.status);
}

// What is wrong with one call says nothing of the device.
void DeviceGuest::judge(ace_status status)
{
    switch (status) {
    case ACE_OK:
        reachable_ = true;
        break;
    case ACE_NO_SERVICE:
    case ACE_DISABLED:
    case ACE_NO_HARDWARE:
    case ACE_OFFLINE:
    case ACE_TIMEOUT:
    case ACE_PLUGIN_FAULT:
        reachable_ = false;
        break;
    default:
        break;
    }
}

void DeviceGuest::interrupt()
{
    ace_device* d = device_;
    if (!d)
        return;
    try {
        d->interrupt(d->self);
    } catch (const std::exception& problem) {
        host_.report(LogLevel::Warning, std::string("threw in interrupt: ") + problem.what());
    } catch (...) {
        host_.report(LogLevel::Warning, "threw in interrupt");
    }
}

ace_status DeviceGuest::refuse(ace_status status, const std::string& why)
{
    host_.table()->fail(host_.table(), status, 0, 0, sdk::detail::toAbi(why));
    return status;
}

} // namespace ace::pluginhost
