// SPDX-License-Identifier: MIT
#include "FrontContext.h"

#include <sys/resource.h>

#include <algorithm>

namespace ace::server::http {

namespace {

// Descriptors for files, the database, plugins: what connections must leave.
constexpr std::size_t kDescriptorsKept = 256;

std::size_t connectionsMost(std::size_t wanted)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return wanted;
    const std::size_t all = limit.rlim_cur;
    return std::min(wanted, all > 2 * kDescriptorsKept ? all - kDescriptorsKept : all / 2);
}

// There is always a worker that no slow route can take.
PoolLimits poolLimits(const FrontOptions& options)
{
    const unsigned threads = std::max(options.threads, 2u);
    return {threads, std::clamp(options.slowThreads, 1u, threads - 1), options.queueMost,
            options.queueTimeout};
}

} // namespace

std::string_view name(Refused reason)
{
    constexpr std::array<std::string_view, kRefusedKinds> kNames = {"too_many_connections",
                                                                    "too_many_of_one_address",
                                                                    "no_descriptor",
                                                                    "queue_full",
                                                                    "waited_too_long",
                                                                    "malformed",
                                                                    "head_too_slow",
                                                                    "body_too_slow",
                                                                    "reader_too_slow",
                                                                    "no_room_for_body",
                                                                    "handshake"};
    return kNames[static_cast<std::size_t>(reason)];
}

FrontContext::FrontContext(const FrontOptions& given, const Site& theSite, FrontServices services,
                           TrustedProxies trusted)
    : options(given), site(theSite), log(services.log), clock(services.clock), topics(services.topics),
      proxies(std::move(trusted)), requestIds(services.ids),
      census(connectionsMost(given.connectionsMost), given.connectionsPerAddressMost),
      answers(given.sharedAnswersMost, given.sharedBytesMost), workers(poolLimits(given), services.clock)
{
}

} // namespace ace::server::http
