// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <chrono>
#include <optional>
#include <string>

namespace ace::sdk {

struct QueuedMessage
{
    std::string id;
    std::string body;
};

// How core sees messages between systems, each delivered at least once. topic: 1 to 200 bytes of
// a-z 0-9 . - _ . One call at a time runs on the device's own thread, so that a long consume() holds up the
// others. Thread-safe.
class MessageQueue
{
public:
    virtual ~MessageQueue() = default;
    // It is kept durably. The same id in a topic again is the same message: call it again after a lost
    // answer.
    virtual Result<void> publish(const std::string& topic, const std::string& id,
                                 const std::string& body) = 0;
    // The oldest that is neither acknowledged nor handed out. Waits at most that long, and never longer than
    // half of the device's deadline; none: there is none. What is not acknowledged comes again, at the latest
    // when the device was opened anew.
    virtual Result<std::optional<QueuedMessage>> consume(const std::string& topic,
                                                         std::chrono::milliseconds wait) = 0;
    // It is never handed out again. NotFound: there is no such message.
    virtual Result<void> acknowledge(const std::string& topic, const std::string& id) = 0;
};

} // namespace ace::sdk
