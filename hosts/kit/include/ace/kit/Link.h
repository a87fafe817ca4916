// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>

#include <functional>
#include <mutex>
#include <optional>

namespace ace::kit {

enum class LinkState {
    Unknown, // nothing was asked yet
    Online,  // the last request was answered
    Offline, // it was not
    Refused, // the server does not accept what this station shows
    Revoked, // nor will it ever again: pair this station anew
};

// How a station stands with its server: every screen shows it.
struct Link
{
    LinkState state = LinkState::Unknown;
    Monotonic since{};                     // of the state
    std::optional<Monotonic> lastAnswerAt; // the last good answer: how old what is shown may be

    bool operator==(const Link&) const = default;
};

// Keeps the Link of one server. Thread-safe; `changed` is called on the thread that noticed, and not under a
// lock.
class LinkMonitor
{
public:
    explicit LinkMonitor(const Clock& clock) : clock_(clock) { link_.since = clock.monotonic(); }

    Link link() const;
    void onChange(std::function<void(const Link&)> changed); // another state, not another age

    void note(LinkState state);

private:
    const Clock& clock_;
    mutable std::mutex mutex_;
    Link link_;
    std::function<void(const Link&)> changed_;
};

} // namespace ace::kit
