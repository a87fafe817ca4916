// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/base/Thread.h>
#include <ace/outbox/Outbox.h>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace ace::runtime {

// Jobs whose receivers may be slow, with a worker of their own.
struct SideLane
{
    std::unique_ptr<outbox::Outbox> outbox; // null: there is nothing to do
    std::function<bool()> rests = {};       // empty: never. What is due stays as it is meanwhile
    std::mutex working;                     // by its thread and by a caller of runDueWork()
    std::atomic<bool> isLeft{false};        // the last batch was full
    Thread thread;

    void run(const char* what, Log& log); // a batch that is due
};

} // namespace ace::runtime
