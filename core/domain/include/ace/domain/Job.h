// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/domain/Ids.h>

#include <string>

namespace ace::inline domain {

// Work promised in the same transaction as its cause.
struct Job
{
    JobId id;
    std::string kind;    // "deliver-order"
    std::string subject; // what it is about: an order's id
    Instant dueAt;
    std::int32_t attempts = 0;
};

} // namespace ace::inline domain
