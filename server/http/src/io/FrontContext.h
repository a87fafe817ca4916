// SPDX-License-Identifier: MIT
#pragma once

#include "AnswerCache.h"
#include "Census.h"
#include "RequestIds.h"
#include "TrustedProxies.h"

#include "../WorkerPool.h"

#include <ace/server/http/Front.h>

#include <array>
#include <atomic>

namespace ace::server::http {

// What all connections of a front share. Thread-safe.
struct FrontContext
{
    FrontContext(const FrontOptions& given, const Site& theSite, FrontServices services,
                 TrustedProxies trusted);

    void refused(Refused reason) { ++refusals[static_cast<std::size_t>(reason)]; }

    // One loop's part of what all may have.
    std::size_t shareOf(std::size_t bytes) const
    {
        return options.port && options.tlsPort ? bytes / 2 : bytes;
    }

    const FrontOptions options;
    const Site& site;
    Log& log;
    const Clock& clock;
    Topics* const topics;
    const TrustedProxies proxies;
    RequestIds requestIds;
    Census census;
    AnswerCache answers;

    std::atomic<bool> draining{false};
    std::atomic<bool> toldOfProxy{false};
    std::atomic<std::uint64_t> accepted{0};
    std::atomic<std::uint64_t> requests{0};
    std::atomic<std::uint64_t> shared{0};
    std::array<std::atomic<std::uint64_t>, kRefusedKinds> refusals{};

    WorkerPool workers; // last: its jobs use all of the above
};

} // namespace ace::server::http
