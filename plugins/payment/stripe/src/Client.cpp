// SPDX-License-Identifier: MIT
#include <ace/stripe/Client.h>

#include "Exchange.h"
#include "Replies.h"

#include <ace/base/Assert.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>

namespace ace::stripe {

namespace {

constexpr int kRetries = 3;
constexpr std::chrono::milliseconds kPauseMost{5000};
constexpr std::chrono::minutes kClocksDiffer{2};

} // namespace

struct Client::Parts
{
    Parts(ClientOptions given, const Clock& time, IdSource& source, Say sayIt)
        : options(std::move(given)), clock(time), ids(source), say(std::move(sayIt)),
          exchange(parseTarget(options.baseUrl).value(), options.caFile, time)
    {
    }

    const ClientOptions options;
    const Clock& clock;
    IdSource& ids;
    const Say say;
    Exchange exchange;
    Monotonic deadline{};
    std::mutex mutex;
    std::condition_variable interrupted;
    std::chrono::seconds clockAhead{0};
    bool saidThatClocksDiffer = false;
};

struct Client::Try
{
    HttpRequest http;
    std::string key; // its own, for the log
};

Client::Client(ClientOptions options, const Clock& clock, IdSource& ids, Say say)
{
    ACE_ASSERT(!complaintAboutKey(options.key) && !complaintAboutUrl(options.baseUrl, options.key));
    parts_ = std::make_unique<Parts>(std::move(options), clock, ids, std::move(say));
    startCall();
}

Client::~Client() = default;

bool Client::isLive() const { return isLiveKey(parts_->options.key); }

void Client::startCall()
{
    parts_->exchange.rearm();
    parts_->deadline = parts_->clock.monotonic() + parts_->options.timeout;
}

void Client::interrupt() noexcept
{
    parts_->exchange.interrupt();
    const std::lock_guard lock(parts_->mutex);
    parts_->interrupted.notify_all();
}

Client::Answer Client::get(const std::string& path, const Fields& query)
{
    return perform({{"GET", query.empty() ? path : path + "?" + formEncoded(query), {}, ""}, ""});
}

Client::Answer Client::post(const std::string& path, const Fields& fields, const std::string& key)
{
    Try request{{"POST", path, {}, formEncoded(fields)}, key};
    if (!key.empty())
        request.http.headers.emplace_back("Idempotency-Key", key);
    return perform(request);
}

Client::Answer Client::perform(const Try& asked)
{
    Try request = asked;
    request.http.headers.emplace_back("Authorization", "Bearer " + parts_->options.key);
    request.http.headers.emplace_back("Stripe-Version", kApiVersion);
    request.http.headers.emplace_back("User-Agent", "ace-tickets");
    const std::string what =
        request.http.method + " " + request.http.target.substr(0, request.http.target.find('?'));
    for (int retry = 0;; ++retry) {
        const Monotonic begun = parts_->clock.monotonic();
        const Reply reply = replyOf(parts_->exchange, request.http, parts_->deadline);
        compareClocks(reply.at);
        const auto took =
            std::chrono::duration_cast<std::chrono::milliseconds>(parts_->clock.monotonic() - begun);
        const std::string line = what + (request.key.empty() ? "" : ", key " + request.key) + ", " +
                                 std::to_string(took.count()) + " ms: " + reply.describe();
        parts_->say(reply.answer ? LogLevel::Info : LogLevel::Warning, masked(line));
        if (reply.answer || !reply.worthAnotherTry || retry == kRetries)
            return reply.answer;
        std::uint8_t chance = 0;
        parts_->ids.fill({&chance, 1});
        const auto full = std::min(parts_->options.firstPause * (1 << retry), kPauseMost);
        const auto jittered = full / 2 + full * chance / 510; // 50 to 100 %
        if (!pause(std::max<std::chrono::milliseconds>(jittered, reply.retryAfter)))
            return reply.answer;
    }
}

std::chrono::seconds Client::clockAhead() const { return parts_->clockAhead; }

void Client::compareClocks(std::optional<Instant> theirs)
{
    if (!theirs)
        return;
    const auto ahead = std::chrono::round<std::chrono::seconds>(parts_->clock.now() - *theirs);
    parts_->clockAhead = ahead;
    const bool differ = std::chrono::abs(ahead) > kClocksDiffer;
    if (differ && !parts_->saidThatClocksDiffer)
        parts_->say(LogLevel::Warning,
                    "this machine's clock is " + std::to_string(std::chrono::abs(ahead).count()) + " s " +
                        (ahead.count() > 0 ? "ahead of" : "behind") +
                        " Stripe's: set it, by NTP; beyond 5 minutes all its messages are refused");
    parts_->saidThatClocksDiffer = differ;
}

bool Client::pause(std::chrono::milliseconds time)
{
    if (parts_->clock.monotonic() + time >= parts_->deadline)
        return false;
    std::unique_lock lock(parts_->mutex);
    return !parts_->interrupted.wait_for(lock, time, [this] { return parts_->exchange.interrupted(); });
}

} // namespace ace::stripe
