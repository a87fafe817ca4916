// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Result.h>
#include <ace/kit/Credential.h>
#include <ace/kit/Link.h>
#include <ace/kit/ServerAccess.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ace::kit {

struct RestRequest
{
    std::string method = "GET";
    std::string path = {}; // "/api/v1/…", percent-encoded
    std::string body = {}; // JSON; sent when it is not empty
    std::string idempotencyKey = {};
    HeaderFields fields = {}; // others, such as If-Match
    // The same bytes again do no more than once: it has a key, a nonce, or only reads.
    bool repeatable = true;
    int attemptsMost = 100;              // where the client would try more often
    bool busyIsAnAnswer = false;         // 429 and 503 are handed on as they are
    std::size_t answerMost = 256 * 1024; // bytes
};

struct RestAnswer
{
    int status = 0;
    std::string contentType;
    std::string body;
    std::optional<Instant> date; // the server's clock
    std::optional<std::chrono::seconds> retryAfter;

    bool good() const { return status >= 200 && status < 300; }
};

// One server's REST API. Thread-safe; idle connections are kept and used again. What is repeatable is sent up
// to `attempts` times, with a pause that doubles and is spread by chance; a Retry-After counts instead.
//
//   Offline         no connection: the server never saw the request
//   OutcomeUnknown  it was sent and no answer came, or the server failed or still works on it: the same
//                   request again tells
//   Busy            the server asks to come again (503, 429)
//   an answer       whatever else the server said, 4xx too: see RestProblem
//
// An unknown outcome stays unknown until whoever does the work answers: a server that is gone by the second
// attempt, or lets nobody in any more, may still have done what the first one asked.
class RestClient
{
public:
    struct Options
    {
        int attempts = 3;
        std::chrono::milliseconds firstPause{200};
        std::chrono::milliseconds longestPause{2000}; // a longer Retry-After is left to the caller
        std::size_t idleConnections = 4;
        std::chrono::seconds idleTime{8}; // an idle connection older than this is not used again
    };
    struct Parts
    {
        const Clock& clock;
        IdSource& ids;
        Credential& credential;
        LinkMonitor& link;
    };

    RestClient(ServerAccess access, const Parts& parts);
    RestClient(ServerAccess access, const Parts& parts, const Options& options);
    ~RestClient();
    RestClient(const RestClient&) = delete;
    RestClient& operator=(const RestClient&) = delete;

    Result<RestAnswer> send(const RestRequest& request);
    // Pauses end now, and there are no further attempts: the program ends.
    void stop();

    const ServerAccess& access() const { return access_; }

private:
    struct Connections;

    Result<RestAnswer> attempt(const RestRequest& request);
    void noteAnswer(const RestAnswer& answer);
    std::chrono::milliseconds pauseBefore(int attempt, std::optional<std::chrono::seconds> asked);
    bool waitFor(std::chrono::milliseconds pause);

    const ServerAccess access_;
    const Parts parts_;
    const Options options_;
    std::unique_ptr<Connections> connections_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    std::atomic<bool> stopping_ = false;
};

} // namespace ace::kit
