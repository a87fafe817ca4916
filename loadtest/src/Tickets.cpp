// SPDX-License-Identifier: MIT
#include "Tickets.h"

namespace ace::loadtest {

void Tickets::add(std::string token)
{
    {
        const std::lock_guard lock(mutex_);
        tokens_.push_back(std::move(token));
    }
    changed_.notify_all();
}

void Tickets::close()
{
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_all();
}

std::optional<std::string> Tickets::at(std::size_t index) const
{
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || index < tokens_.size(); });
    return index < tokens_.size() ? std::optional(tokens_[index]) : std::nullopt;
}

std::size_t Tickets::size() const
{
    const std::lock_guard lock(mutex_);
    return tokens_.size();
}

} // namespace ace::loadtest
