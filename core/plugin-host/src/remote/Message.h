// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ace::pluginhost {

// What both ends of the line must say alike, or they are of different builds: a hash of what is said on it.
const char* lineTag();
inline constexpr int kOtherBuildStatus = 5; // with which ace-plugin-host ends when they do not

// What crosses the line, in one shape for all: a few numbers and a few texts.
struct Message
{
    std::int32_t what = 0;
    std::array<std::int64_t, 6> numbers{};
    std::array<std::string_view, 3> texts{}; // borrowed
};

void encode(const Message& message, std::string& bytes); // replaces them
std::optional<Message> decode(std::string_view bytes);   // its texts point into `bytes`; none: nonsense

// A call of one of the device's functions (see Marshal.h).
struct Request
{
    std::int32_t method = 0;
    std::int64_t number = 0; // of the request, counted
    std::array<std::int64_t, 2> numbers{};
    std::array<std::string_view, 3> texts{};

    Message toMessage() const;
    static Request from(const Message& message);
};

struct Answer
{
    std::int32_t status = 0;
    std::int64_t number = 0;  // of its request
    std::int64_t notices = 0; // that were sent before it, since the start
    std::int32_t extended = 0;
    bool retryable = false;
    std::array<std::int64_t, 2> numbers{};
    std::array<std::string_view, 2> out{}; // what was written into the call's sinks
    std::string_view reason;               // of a status that is not ACE_OK

    Message toMessage() const;
    static Answer from(const Message& message);
};

// What the plugin calls of its host, from any thread.
struct Notice
{
    enum Kind : std::int32_t { Log = 1, Post = 2 };

    std::int32_t kind = Log;
    std::int64_t level = 0; // of a log line; an event's kind
    std::int64_t code = 0;
    std::int64_t extended = 0;
    std::string_view reference;
    std::string_view type;
    std::string_view body; // the log line

    Message toMessage() const;
    static Notice from(const Message& message);
};

// The one thing that the host says out of turn: what Notice goes the other way.
inline constexpr std::int32_t kInterrupt = 1; // numbers[0]: the request that it is for

} // namespace ace::pluginhost
