// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Guard.h>
#include <ace/sdk/abi/plugin.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ace::sdk::testing {

// What a device posted, copied.
struct PostedEvent
{
    std::uint32_t kind = 0; // ACE_EVENT_DATA, …
    std::int32_t code = 0;
    std::int32_t extended = 0;
    std::string reference;
    std::string type;
    std::string body;
};

// The host's side for a plugin's own test: keeps what the plugin posts, logs and says of its failures. Stays
// where it is made, and outlives the device that has its table. Thread-safe.
class HostDouble
{
public:
    HostDouble()
    {
        table_.size = sizeof table_;
        table_.abi_major = ACE_ABI_MAJOR;
        table_.abi_minor = ACE_ABI_MINOR;
        table_.context = this;
        table_.log = [](const ace_host* host, std::int32_t, ace_str text) {
            HostDouble& self = of(host);
            const std::lock_guard lock(self.mutex_);
            self.lines_.emplace_back(detail::fromAbi(text));
        };
        table_.post = [](const ace_host* host, const ace_event* event) { of(host).keep(*event); };
        table_.fail = [](const ace_host* host, ace_status, std::int32_t, std::int32_t, ace_str text) {
            HostDouble& self = of(host);
            const std::lock_guard lock(self.mutex_);
            self.failure_ = detail::fromAbi(text);
        };
        table_.now_ns = [](const ace_host*) -> std::int64_t {
            using namespace std::chrono;
            return duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
        };
    }
    HostDouble(const HostDouble&) = delete;
    HostDouble& operator=(const HostDouble&) = delete;

    const ace_host* table() const { return &table_; }

    // The oldest event of that kind that is not taken yet; waits for it. None: nothing came in that time.
    std::optional<PostedEvent> takeEvent(std::uint32_t kind,
                                         std::chrono::milliseconds most = std::chrono::seconds(10))
    {
        std::unique_lock lock(mutex_);
        std::optional<PostedEvent> taken;
        arrived_.wait_for(lock, most, [&] {
            for (auto event = events_.begin(); event != events_.end(); ++event)
                if (event->kind == kind) {
                    taken = std::move(*event);
                    events_.erase(event);
                    return true;
                }
            return false;
        });
        return taken;
    }

    // What the last call that failed said of it.
    std::string failure() const
    {
        const std::lock_guard lock(mutex_);
        return failure_;
    }

    std::vector<std::string> logged() const
    {
        const std::lock_guard lock(mutex_);
        return lines_;
    }

private:
    static HostDouble& of(const ace_host* host) { return *static_cast<HostDouble*>(host->context); }

    void keep(const ace_event& event)
    {
        {
            const std::lock_guard lock(mutex_);
            events_.push_back(
                {event.kind, event.code, event.extended, std::string(detail::fromAbi(event.reference)),
                 std::string(detail::fromAbi(event.type)), std::string(detail::fromAbi(event.body))});
        }
        arrived_.notify_all();
    }

    ace_host table_{};
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<PostedEvent> events_;
    std::vector<std::string> lines_;
    std::string failure_;
};

} // namespace ace::sdk::testing
