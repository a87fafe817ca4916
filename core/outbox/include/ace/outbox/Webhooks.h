// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Result.h>
#include <ace/domain/Job.h>
#include <ace/domain/Webhook.h>
#include <ace/sdk/storage/Once.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace ace::outbox {

// That something happened: ids, not data.
struct Happening
{
    std::string_view kind; // of kWebhookKinds
    EventId event;
    std::vector<std::pair<std::string_view, Uuid>> subjects; // {"order", …}; up to two
};

enum class WebhookRefusal {
    UnknownWebhook,
    InvalidUrl, // not https://, or longer than 500 bytes
    InvalidKind,
    InvalidSecret, // 16 to 200 bytes
    TooMany,
    RevisionChanged,
    IdempotencyKeyReused,
};

const char* name(WebhookRefusal refusal); // "invalid_url": as in the API

struct WebhookRefused
{
    WebhookRefusal refusal = WebhookRefusal::UnknownWebhook;
    std::string detail; // for people
};

struct WebhookKept
{
    Webhook webhook; // with its secret where it was made now
    bool repeated = false;
};
using WebhookOutcome = std::variant<WebhookKept, WebhookRefused>;

// Who is told what. The webhooks are kept in memory, so that a sale that tells nobody reads nothing. A change
// through it is seen at once, one by another process with the next refresh(). Each change is one transaction
// with its line in the audit log. Thread-safe.
class Webhooks
{
public:
    static constexpr std::size_t kMost = 20;
    static constexpr std::chrono::seconds kRenewedEach{5};

    Webhooks(sdk::Storage& storage, IdSource& ids, const Clock& clock, bool httpAllowed = false);

    // The jobs that tell of it, one for each webhook that wants to know; to be written in the transaction of
    // their cause. Reads no record.
    std::vector<Job> jobsFor(const Happening& happening) const;

    // Reads them once they are kRenewedEach old. To be called about once a second.
    Result<void> refresh();

    Result<std::vector<Webhook>> list(); // by id
    Result<std::optional<Webhook>> find(WebhookId id);
    // Its id is made here, and where it is empty its secret (32 random bytes in hex).
    Result<WebhookOutcome> add(Webhook webhook, const sdk::Act& act);
    // An empty secret keeps the one that it has.
    Result<WebhookOutcome> edit(Webhook webhook, std::int64_t expectedRevision, const sdk::Act& act);
    Result<WebhookOutcome> remove(WebhookId id, std::int64_t expectedRevision, const sdk::Act& act);

private:
    using Snapshot = std::shared_ptr<const std::vector<Webhook>>; // shared with the calls that read it

    Result<void> readAgain();
    std::optional<WebhookRefused> refusalOf(const Webhook& webhook) const;
    Result<WebhookOutcome> changed(Result<WebhookOutcome> outcome);

    sdk::Storage& storage_;
    IdSource& ids_;
    const Clock& clock_;
    const bool httpAllowed_;
    std::atomic<bool> any_{false};
    mutable std::mutex mutex_;
    Snapshot snapshot_;
    std::uint64_t changes_ = 0; // made here; a reading that began before one does not count
    std::optional<Monotonic> readAt_;
};

} // namespace ace::outbox
