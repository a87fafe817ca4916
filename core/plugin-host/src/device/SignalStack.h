// SPDX-License-Identifier: MIT
#pragma once

#include <signal.h>

#include <cstddef>
#include <memory>

namespace ace::pluginhost {

// On the thread that makes it, and while it lives, handlers of signals have a stack of their own: that of a
// call which called itself without end is full. A sanitizer's is left in its place.
class SignalStack
{
public:
    SignalStack()
    {
        if (::sigaltstack(nullptr, &before_) != 0 || (before_.ss_flags & SS_DISABLE) == 0)
            return;
        memory_ = std::make_unique_for_overwrite<std::byte[]>(kBytes);
        const stack_t own{memory_.get(), 0, kBytes};
        ::sigaltstack(&own, nullptr);
    }
    ~SignalStack()
    {
        if (memory_)
            ::sigaltstack(&before_, nullptr);
    }
    SignalStack(const SignalStack&) = delete;
    SignalStack& operator=(const SignalStack&) = delete;

private:
    static constexpr std::size_t kBytes = 64 * 1024; // a backtrace is taken on it

    stack_t before_{};
    std::unique_ptr<std::byte[]> memory_;
};

} // namespace ace::pluginhost
