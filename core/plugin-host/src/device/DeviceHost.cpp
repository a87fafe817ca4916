// SPDX-License-Identifier: MIT
#include "device/DeviceHost.h"

#include <ace/base/Bytes.h>
#include <ace/sdk/Guard.h>

#include <algorithm>
#include <utility>

namespace ace::pluginhost {

using sdk::detail::fromAbi;

namespace {

constexpr std::size_t kEventsMax = 256;
constexpr std::size_t kEventBytesMax = 64 * 1024;
constexpr std::size_t kTextBytesMax = 2048;

// What a plugin says is for a log line or a message: bounded and readable.
std::string readable(ace_str text) { return cleanUtf8(fromAbi(text).substr(0, kTextBytesMax)); }

} // namespace

DeviceHost::DeviceHost(std::string name, Log& log, const Clock& clock,
                       std::shared_ptr<const CrashNotes::Mark> mark)
    : name_(std::move(name)),
      mark_(std::move(mark)), table_{sizeof(ace_host), ACE_ABI_MAJOR, ACE_ABI_MINOR, this, onLog,
                                     onPost,           onFail,        onNow},
      log_(&log), clock_(&clock)
{
}

void DeviceHost::setWake(std::function<void()> wake)
{
    const std::lock_guard lock(mutex_);
    wake_ = std::move(wake);
}

void DeviceHost::setHandler(sdk::Scanner::Handler handler)
{
    const std::lock_guard lock(mutex_);
    handler_ = std::move(handler);
}

void DeviceHost::setNoticeHandler(NoticeHandler handler)
{
    const std::lock_guard lock(mutex_);
    noticeHandler_ = std::move(handler);
}

void DeviceHost::accept(bool on)
{
    const std::lock_guard lock(mutex_);
    accepting_ = on;
    if (on)
        return;
    armed_ = false;
    data_.clear();
    notices_.clear();
}

void DeviceHost::armData()
{
    const std::lock_guard lock(mutex_);
    armed_ = accepting_;
    if (wake_ && !data_.empty())
        wake_();
}

void DeviceHost::clearData()
{
    const std::lock_guard lock(mutex_);
    data_.clear();
}

bool DeviceHost::deliver()
{
    std::unique_lock lock(mutex_);
    reportDropped();
    if (!notices_.empty()) {
        Event event = std::move(notices_.front());
        notices_.pop_front();
        announce(event);
        const auto handler = noticeHandler_;
        lock.unlock();
        if (handler)
            handler({event.kind, event.code, std::move(event.reference), std::move(event.body)});
        return true;
    }
    if (!armed_ || !handler_ || data_.empty())
        return false;
    armed_ = false;
    Event event = std::move(data_.front());
    data_.pop_front();
    const auto handler = handler_;
    lock.unlock();
    handler({std::move(event.type), std::move(event.body)});
    return true;
}

void DeviceHost::beginCall()
{
    const std::lock_guard lock(mutex_);
    caller_ = std::this_thread::get_id();
    failure_.clear();
}

bool DeviceHost::hasFailure()
{
    const std::lock_guard lock(mutex_);
    return !failure_.empty();
}

std::string DeviceHost::endCall()
{
    const std::lock_guard lock(mutex_);
    caller_ = {};
    return std::exchange(failure_, {});
}

void DeviceHost::report(LogLevel level, const std::string& text)
{
    const std::lock_guard lock(mutex_);
    if (log_)
        log_->write(level, name_, text);
}

void DeviceHost::cut()
{
    const std::lock_guard lock(mutex_);
    log_ = nullptr;
    clock_ = nullptr;
    wake_ = nullptr;
    handler_ = nullptr;
    noticeHandler_ = nullptr;
    accepting_ = false;
}

void DeviceHost::onLog(const ace_host* host, std::int32_t level, ace_str text)
{
    of(host).report(static_cast<LogLevel>(std::clamp(level, 0, 3)), readable(text));
}

void DeviceHost::onPost(const ace_host* host, const ace_event* event)
{
    if (event && event->size >= sizeof(ace_event))
        of(host).take(*event);
}

void DeviceHost::take(const ace_event& event)
{
    const std::lock_guard lock(mutex_);
    if (!accepting_)
        return;
    auto& queue = event.kind == ACE_EVENT_DATA ? data_ : notices_;
    const bool fits =
        std::max({event.reference.size, event.type.size, event.body.size}) <= std::uint64_t{kEventBytesMax};
    if (!fits || queue.size() >= kEventsMax)
        ++dropped_;
    if (fits && queue.size() >= kEventsMax)
        queue.pop_front();
    if (fits)
        queue.push_back({event.kind, event.code, std::string(fromAbi(event.reference)),
                         std::string(fromAbi(event.type)), std::string(fromAbi(event.body))});
    if (wake_)
        wake_();
}

void DeviceHost::reportDropped()
{
    // At once, then as the number doubles, then when all is taken: a flood must not flood the log.
    const bool calm = data_.empty() && notices_.empty();
    if (!log_ || dropped_ == droppedReported_ || (!calm && dropped_ < 2 * droppedReported_))
        return;
    log_->warn(name_,
               "events came faster than they were taken: " + std::to_string(dropped_ - droppedReported_) +
                   " of the oldest dropped, " + std::to_string(dropped_) + " since the start");
    droppedReported_ = dropped_;
}

void DeviceHost::announce(const Event& event)
{
    if (!log_)
        return;
    const auto body = readable(sdk::detail::toAbi(event.body));
    const auto about =
        event.reference.empty() ? "" : " about " + readable(sdk::detail::toAbi(event.reference));
    const auto what = std::to_string(event.code) + about + ": " + body;
    if (event.kind == ACE_EVENT_ERROR)
        log_->warn(name_, "reports error " + what);
    else
        log_->write(LogLevel::Debug, name_, "event " + std::to_string(event.kind) + ", code " + what);
}

void DeviceHost::onFail(const ace_host* host, ace_status, std::int32_t, std::int32_t, ace_str text)
{
    auto& self = of(host);
    const std::lock_guard lock(self.mutex_);
    if (self.caller_ == std::this_thread::get_id())
        self.failure_ = readable(text);
}

std::int64_t DeviceHost::onNow(const ace_host* host)
{
    auto& self = of(host);
    const std::lock_guard lock(self.mutex_);
    return self.clock_ ? std::chrono::nanoseconds(self.clock_->monotonic().time_since_epoch()).count() : 0;
}

} // namespace ace::pluginhost
