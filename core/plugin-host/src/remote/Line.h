// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::pluginhost {

// One end of a line between two processes, a connected SOCK_SEQPACKET socket. Messages arrive whole and in
// order; each has at most kMessageMax bytes. A small one is one packet, so that it costs one send and one
// receive. Nothing that the other end does can make this end take more memory than that, or wait when it was
// shut down.
class Line
{
public:
    using Deadline = std::optional<std::chrono::steady_clock::time_point>;
    enum class Got {
        Message,
        Nothing, // not yet
        Closed,
        Broken, // what came is no message
    };
    static constexpr std::size_t kMessageMax = (64u << 20) + (1u << 20); // 64 MiB, and what goes with them

    explicit Line(int socket); // owned
    ~Line();
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    int socket() const { return socket_; }

    // Any thread; waits for room. False: the other end did not get it and never will.
    bool send(std::string_view message);
    bool sendNow(std::string_view message); // never waits; small ones only
    // One thread at a time. `message` is valid until the next receive. No deadline: waits for ever.
    Got receive(std::string_view& message, Deadline deadline = {});
    Got receiveNow(std::string_view& message); // never waits
    void shutDown();                           // any thread: whoever waits here comes back

private:
    bool waitUntil(std::chrono::steady_clock::time_point deadline) const;
    Got take(std::string_view& message, int flags);
    std::optional<Got> accept(std::string_view packet, std::string_view& message);

    const int socket_;
    std::mutex sending_;
    std::vector<char> packet_;
    std::string whole_;    // of a message of several packets
    std::size_t left_ = 0; // of it, still to come
};

} // namespace ace::pluginhost
