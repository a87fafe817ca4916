// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace ace::loadtest {

// Tokens on their way from sellers to scanners. Thread-safe.
class Tickets
{
public:
    void add(std::string token);
    void close(); // no more will come

    // The n-th token, waiting for it; none: there will be no such token.
    std::optional<std::string> at(std::size_t index) const;
    std::size_t size() const;

private:
    mutable std::mutex mutex_;
    mutable std::condition_variable changed_;
    std::vector<std::string> tokens_;
    bool closed_ = false;
};

} // namespace ace::loadtest
