// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/stripe/Fields.h>
#include <ace/stripe/Problem.h>

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ace::stripe {

// The version of the API that every request names and every answer has. It takes no payment_method_types:
// what a customer may pay with is chosen in Stripe's dashboard.
inline constexpr const char* kApiVersion = "2026-10-28.endive";
inline constexpr const char* kApiUrl = "https://api.stripe.com";

struct ClientOptions
{
    std::string key;                           // sk_test_…, rk_live_…
    std::string baseUrl = kApiUrl;             // without a path
    std::string caFile = {};                   // PEM; empty: the system's
    std::chrono::milliseconds timeout{20'000}; // from startCall() on, all requests and pauses together
    std::chrono::milliseconds firstPause{
        500}; // between two tries; each later one is twice as long, up to 5 s
};

// What is wrong with them, as "…must be…"; none: nothing.
std::optional<std::string> complaintAboutKey(std::string_view key);
std::optional<std::string> complaintAboutUrl(std::string_view url, std::string_view key);
bool isLiveKey(std::string_view key);
// An id as Stripe makes them, fit for a path: "cs_test_a1B2".
bool isObjectId(std::string_view text);
// Without the secrets that Stripe knows: keys, webhook secrets, client secrets.
std::string masked(std::string_view text);

// Speaks to Stripe: one connection, kept, certificates verified, no redirects. What may have been lost is
// tried again with the same key, three times at most: answers that say so (Stripe-Should-Retry), 409, 429,
// 5xx and lost connections. For one thread; interrupt() for any.
class Client
{
public:
    using Answer = tl::expected<nlohmann::json, Problem>; // an object
    using Say = std::function<void(LogLevel, const std::string&)>;

    // The options have no complaint.
    Client(ClientOptions options, const Clock& clock, IdSource& ids, Say say);
    ~Client();

    bool isLive() const;
    // How far this machine's clock was before Stripe's at the latest answer, to about a second. What is more
    // than two minutes is said once, as a warning: webhooks and expiry times depend on it.
    std::chrono::seconds clockAhead() const;

    void startCall(); // the time for what follows begins, and an interrupt is forgotten
    Answer get(const std::string& path, const Fields& query = {});
    // `key` names the act: the same one again is the same request. Empty where doing it twice is the same.
    Answer post(const std::string& path, const Fields& fields, const std::string& key);

    void interrupt() noexcept; // the running request ends as Canceled, and so does all until startCall()

private:
    struct Parts;
    struct Try;
    Answer perform(const Try& request);
    bool pause(std::chrono::milliseconds time); // false: there is no time for it
    void compareClocks(std::optional<Instant> theirs);

    std::unique_ptr<Parts> parts_;
};

} // namespace ace::stripe
