// SPDX-License-Identifier: MIT
#include "port/Instances.h"

#include <ace/base/Assert.h>

#include <algorithm>
#include <string>
#include <utility>

namespace ace::pluginhost {

namespace {
constexpr std::size_t kWaitingMost = 1024;
}

Instances::Instances(std::vector<std::unique_ptr<PluginDevice>> devices, const Clock& clock,
                     std::chrono::milliseconds deadline)
    : devices_(std::move(devices)), clock_(clock), deadline_(deadline)
{
    ACE_ASSERT(!devices_.empty());
    for (auto device = devices_.rbegin(); device != devices_.rend(); ++device)
        free_.push_back(device->get());
}

Instances::~Instances() = default;

Result<Reply> Instances::call(const char* what, const WorkOf& work, PluginDevice::Effect effect)
{
    const Monotonic until = clock_.monotonic() + deadline_;
    const auto patience = deadline_ / 2;
    PluginDevice* device = take(patience);
    if (!device)
        return Failure(first().error(
            ErrorCode::Busy, "all " + std::to_string(devices_.size()) + " of its instances were busy for " +
                                 std::to_string(patience.count()) + " ms; " + what +
                                 " was not begun. Try again; if this lasts, give it more instances in the "
                                 "configuration."));
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock_.monotonic());
    auto reply = device->call(what, work(*device), effect, std::max(left, std::chrono::milliseconds(1)));
    giveBack(*device);
    return reply;
}

PluginDevice* Instances::take(std::chrono::milliseconds patience)
{
    std::unique_lock lock(mutex_);
    if (lost_ == devices_.size())
        return devices_.front().get(); // it says so
    if (!free_.empty()) {
        PluginDevice* device = free_.back();
        free_.pop_back();
        return device;
    }
    if (waiting_.size() >= kWaitingMost)
        return nullptr;
    Waiter self;
    waiting_.push_back(&self);
    self.woken.wait_for(lock, patience, [&] { return self.given != nullptr; });
    if (!self.given)
        std::erase(waiting_, &self);
    return self.given;
}

void Instances::giveBack(PluginDevice& device)
{
    const std::lock_guard lock(mutex_);
    if (lost_ == devices_.size())
        return;
    const auto give = [&](PluginDevice& given) {
        Waiter& next = *waiting_.front();
        waiting_.pop_front();
        next.given = &given;
        next.woken.notify_one();
    };
    if (!device.isAbandoned()) {
        if (waiting_.empty())
            free_.push_back(&device);
        else
            give(device);
        return;
    }
    if (++lost_ < devices_.size())
        return;
    while (!waiting_.empty()) // nobody will come back: they are told by one that hangs
        give(device);
}

} // namespace ace::pluginhost
