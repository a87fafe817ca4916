// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <set>
#include <string>

namespace ace::server::api {

// The idempotency keys whose first request is still running in this process, so that its retry waits for the
// answer instead of racing it. Between processes the record's unique key decides. Thread-safe.
class UnderWay
{
public:
    explicit UnderWay(std::chrono::milliseconds waitMost = std::chrono::seconds(5),
                      std::size_t keysMost = 10'000)
        : waitMost_(waitMost), keysMost_(keysMost)
    {
    }

    // Holds a key for as long as it lives.
    class Turn
    {
    public:
        Turn(UnderWay& underWay, std::string key);
        ~Turn();
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        UnderWay& underWay_;
        std::string key_;
    };

private:
    // Throws Problem: request_under_way where it is held for longer than one waits, busy where there are too
    // many.
    void enter(const std::string& key);
    void leave(const std::string& key);

    const std::chrono::milliseconds waitMost_;
    const std::size_t keysMost_;
    std::mutex mutex_;
    std::condition_variable left_;
    std::set<std::string> keys_;
};

} // namespace ace::server::api
