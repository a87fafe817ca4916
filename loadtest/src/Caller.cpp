// SPDX-License-Identifier: MIT
#include "Caller.h"

#include <ace/base/Bytes.h>
#include <ace/base/Thread.h>

#include <thread>
#include <vector>

namespace ace::loadtest {

namespace {

constexpr std::chrono::milliseconds kPause{25}; // before asking again

bool worthAskingAgain(const Result<HttpAnswer>& answer)
{
    return !answer || answer->status >= 500 || answer->status == 429;
}

} // namespace

Result<HttpAnswer> Caller::ask(HttpCall call)
{
    call.bearer = site_.bearer;
    const auto giveUpAt = clock_.monotonic() + site_.patience;
    for (;;) {
        const auto sent = clock_.monotonic();
        Result<HttpAnswer> answer = http_.send(call);
        const auto now = clock_.monotonic();
        if (answer)
            tally.latency.add(now - sent);
        else
            ++(answer.error().code == ErrorCode::Offline ? tally.offline : tally.lost);
        if (!worthAskingAgain(answer) || now + kPause > giveUpAt)
            return answer;
        tally.busy += answer ? 1 : 0;
        std::this_thread::sleep_for(kPause);
    }
}

Result<Tally> runCallers(const Site& site, const Clock& clock, const std::function<void(Caller&)>& work)
{
    std::vector<Caller> callers;
    for (std::size_t i = 0; i < site.callers; ++i) {
        auto http = HttpClient::forUrl(site.url, site.timeout);
        if (!http)
            return failure(std::move(http));
        callers.emplace_back(std::move(*http), site, clock);
    }
    const auto start = clock.monotonic();
    {
        std::vector<Thread> threads;
        for (std::size_t i = 0; i < callers.size(); ++i)
            threads.emplace_back("caller-" + std::to_string(i),
                                 [&work, &caller = callers[i]] { work(caller); });
    }
    Tally all;
    for (const Caller& caller : callers)
        all.merge(caller.tally);
    all.elapsed = clock.monotonic() - start;
    return all;
}

std::string seededKey(std::uint64_t seed, const std::string& kind, std::uint64_t number)
{
    const Digest digest = sha256(std::to_string(seed) + "/" + kind + "/" + std::to_string(number));
    std::string hex = toHex(std::span(digest).first(16));
    for (const std::size_t dash : {8u, 13u, 18u, 23u})
        hex.insert(dash, 1, '-');
    return hex;
}

} // namespace ace::loadtest
