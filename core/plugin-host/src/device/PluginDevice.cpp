// SPDX-License-Identifier: MIT
#include "device/PluginDevice.h"

#include <algorithm>
#include <utility>

namespace ace::pluginhost {

namespace {

constexpr std::int32_t kInternalHealth = 1; // sdk::HealthLevel
constexpr std::chrono::milliseconds kGrace{500};
constexpr std::chrono::milliseconds kGraceOfProcess{10'000}; // it is killed well before; see RemoteDevice
constexpr std::chrono::milliseconds kProcessStart{15'000};   // ends by itself before; see RemoteDevice
constexpr char kRestart[] = "Restart this program to use it again.";
constexpr char kReplace[] = "Install the version of the plugin that goes with this host, or tell its author.";
constexpr char kCheck[] = "Check its settings in the configuration and that the device is connected.";

std::string describeDevice(const std::string& name, const std::string& plugin)
{
    return "device \"" + name + "\" (plugin " + plugin + ")";
}

// What failed and why, and what to do unless the reason says so already.
std::string explained(const std::string& what, const std::string& reason, const char* remedy)
{
    const bool complete = reason.ends_with('.');
    return what + ": " + reason + (complete ? "" : ". " + std::string(remedy));
}

} // namespace

Result<std::unique_ptr<PluginDevice>> PluginDevice::create(std::shared_ptr<PluginLibrary> library,
                                                           Capability capability, const DeviceConfig& config)
{
    auto guest =
        std::make_shared<DeviceGuest>(std::move(library), describeDevice(config.name, config.plugin),
                                      config.isolatedMemoryMb);
    std::unique_ptr<PluginDevice> device(new PluginDevice(std::move(guest), config));
    if (auto made = device->make(capability); !made)
        return failure(std::move(made));
    return device;
}

PluginDevice::PluginDevice(std::shared_ptr<DeviceGuest> guest, const DeviceConfig& config)
    : where_(describeDevice(config.name, config.plugin)), deadline_(config.deadline),
      settings_(config.settings.empty() ? "{}" : config.settings), guest_(std::move(guest)),
      thread_("dev-" + config.name,
              {[guest = guest_] { guest->interrupt(); }, [guest = guest_] { return guest->idle(); },
               guest_->library().isIsolated() ? kGraceOfProcess : kGrace})
{
    host().setWake([this] { thread_.wake(); });
}

PluginDevice::~PluginDevice()
{
    stop();
    // No call runs now, no interrupt is under way, and none will find the device again: it can be destroyed.
    if (ace_device* device = guest_->takeDevice())
        static_cast<void>(run("destroy", [guest = guest_, device](Reply&) { guest->destroy(device); }));
    host().cut();
}

Result<void> PluginDevice::make(Capability capability)
{
    const auto& manifest = guest_->library().manifest();
    if (!manifest.find(capability)) {
        std::string has;
        for (const auto& device : manifest.devices)
            has += std::string(has.empty() ? "" : ", ") + name(device.capability);
        return Failure(error(ErrorCode::Invalid, std::string("offers no ") + name(capability) +
                                                     " (it offers " +
                                                     (has.empty() ? "nothing that this host knows" : has) +
                                                     "). Name another plugin in the configuration."));
    }
    // Nothing interrupts a device that is not made yet.
    const auto within = guest_->library().isIsolated() ? std::max(deadline_, kProcessStart) : deadline_;
    const auto made = run(
        "create", [guest = guest_, capability](Reply& reply) { guest->create(capability, reply); },
        Effect::Repeatable, within);
    if (!made)
        return Failure(
            error(made.error().code, explained("cannot be created", made.error().message, kReplace)));
    return {};
}

Result<void> PluginDevice::start()
{
    const auto claimMs =
        static_cast<std::uint32_t>(std::clamp<std::int64_t>(deadline_.count() / 2, 0, 60'000));
    const auto started = run("open", [guest = guest_, settings = settings_, claimMs](Reply& reply) {
        guest->start(settings, claimMs, reply);
    });
    if (!started)
        return Failure(
            error(started.error().code, explained("cannot be started", started.error().message, kCheck)));
    return {};
}

void PluginDevice::stop()
{
    if (guest_->device())
        static_cast<void>(run("close", [guest = guest_](Reply&) { guest->stop(); }));
}

Result<Reply> PluginDevice::call(const char* what, Work work, Effect effect)
{
    return call(what, std::move(work), effect, deadline_);
}

Result<Reply> PluginDevice::call(const char* what, Work work, Effect effect, std::chrono::milliseconds within)
{
    return run(
        what, [guest = guest_, work = std::move(work)](Reply& reply) { guest->perform(work, reply); }, effect,
        within);
}

Result<Reply> PluginDevice::run(const char* what, Task task, Effect effect, std::chrono::milliseconds within)
{
    const auto reply = std::make_shared<Reply>(); // shared with a call that hangs
    const auto outcome = thread_.run([reply, task = std::move(task)] { task(*reply); }, within);
    const std::string deadline = std::to_string(deadline_.count()) + " ms";
    switch (outcome) {
    case CallThread::Outcome::Done:
        break;
    case CallThread::Outcome::TimedOut: {
        guest_->leaveAlone();
        const auto code = effect == Effect::Once ? ErrorCode::OutcomeUnknown : ErrorCode::Timeout;
        auto hung = error(code, std::string("gave no answer to ") + what + " within " + deadline +
                                    " and did not heed an interrupt; it is left alone now. " + kRestart);
        host().report(LogLevel::Error, hung.message);
        return Failure(std::move(hung));
    }
    case CallThread::Outcome::NeverStarted:
        return Failure(error(ErrorCode::Busy, std::string("was busy for ") + deadline + "; " + what +
                                                  " was not begun. Try again."));
    case CallThread::Outcome::Abandoned:
        return Failure(
            error(ErrorCode::Unavailable, std::string("hung before and is left alone. ") + kRestart));
    }
    if (reply->status != ACE_OK || reply->overflowed)
        return Failure(explain(what, *reply, effect));
    return std::move(*reply);
}

Error PluginDevice::explain(const char* what, const Reply& reply, Effect effect) const
{
    auto code = reply.overflowed ? ErrorCode::Corrupt : toErrorCode(reply.status);
    const bool unclear = reply.overflowed || reply.status == ACE_PLUGIN_FAULT || code == ErrorCode::Timeout;
    if (effect == Effect::Once && unclear)
        code = ErrorCode::OutcomeUnknown;
    if (reply.overflowed)
        return error(code,
                     std::string("wrote more than 64 MiB in ") + what + ". " + advice(ACE_PLUGIN_FAULT));
    if (reply.status == ACE_PLUGIN_FAULT)
        return error(code, std::string("failed unexpectedly in ") + what + ": " + reply.reason() + ". " +
                               advice(reply.status));
    // A plugin's own text says what to do; a bare status does not.
    if (reply.text.empty())
        return error(code, std::string(what) + " gave " + reply.reason() + ". " + advice(reply.status));
    return error(code, reply.text);
}

Result<Reply> PluginDevice::checkHealth()
{
    return call("check_health", [device = guest_->device()](Reply& reply) {
        return device->check_health(device->self, kInternalHealth, reply.sink(0));
    });
}

DeviceHost& PluginDevice::host() { return guest_->host(); }
const void* PluginDevice::table() const { return guest_->table(); }
void* PluginDevice::self() const { return guest_->device()->self; }

Error PluginDevice::error(ErrorCode code, const std::string& message) const
{
    return {code, message, where_};
}

} // namespace ace::pluginhost
