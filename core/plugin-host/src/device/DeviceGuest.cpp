// SPDX-License-Identifier: MIT
#include "device/DeviceGuest.h"

#include "device/DeviceTables.h"
#include "remote/RemoteDevice.h"

#include <ace/base/Assert.h>
#include <ace/sdk/Guard.h>

#include <exception>
#include <optional>
#include <utility>

namespace ace::pluginhost {

DeviceGuest::DeviceGuest(std::shared_ptr<PluginLibrary> library, const std::string& where,
                         std::uint32_t memoryMb)
    : host_(where, library->environment().log, library->environment().clock, library->mark()),
      memoryMb_(memoryMb), library_(std::move(library))
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
    ace_device* made = library_->create(host_.table(), deviceClass, capability, memoryMb_);
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
    if (library_->isIsolated())
        remote_ = static_cast<const RemoteInterface*>(made->query(made->self, kRemoteInterface));
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
    const auto* mark = host_.mark();
    if (mark) {
        mark->beginOpening();
        opening_ = true;
    }
    guardedCall(
        host_, [&](Reply&) { return bringUp(settings, claimMs); }, reply);
    if (opening_.exchange(false))
        mark->endOpening();
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

bool DeviceGuest::idle()
{
    ace_device* d = device_;
    if (remote_ && d && stage_ == Stage::Enabled) {
        // Why it is still down is in the log.
        std::optional<ace_status> restarted;
        static_cast<void>(guardedCall(host_, [&] {
            restarted = remote_->idle(d->self);
            return ACE_OK;
        }));
        if (restarted)
            judge(*restarted);
    }
    return host_.deliver();
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
    const InPlugin inPlugin(host_.mark());
    try {
        d->interrupt(d->self);
    } catch (const std::exception& problem) {
        host_.report(LogLevel::Warning, std::string("threw in interrupt: ") + problem.what());
    } catch (...) {
        host_.report(LogLevel::Warning, "threw in interrupt");
    }
}

void DeviceGuest::leaveAlone()
{
    hung_ = true;
    if (opening_.exchange(false)) // how the program ends one day is not its doing
        host_.mark()->leaveOpening();
}

ace_status DeviceGuest::refuse(ace_status status, const std::string& why)
{
    host_.table()->fail(host_.table(), status, 0, 0, sdk::detail::toAbi(why));
    return status;
}

} // namespace ace::pluginhost
