// SPDX-License-Identifier: MIT
#include <ace/outbox/Webhooks.h>

#include <ace/base/Bytes.h>
#include <ace/base/TimeText.h>
#include <ace/outbox/WebhookDelivery.h>

#include <algorithm>
#include <array>

namespace ace::outbox {

namespace {

constexpr std::size_t kMostUrlBytes = 500;
constexpr std::size_t kLeastSecretBytes = 16;
constexpr std::size_t kMostSecretBytes = 200;

const WebhookRefused kReused{WebhookRefusal::IdempotencyKeyReused, "this key was used for another request"};
const WebhookRefused kUnknown{WebhookRefusal::UnknownWebhook, "there is no such webhook"};

bool wants(const Webhook& webhook, const Happening& happening)
{
    return webhook.active && (!webhook.event || webhook.event == happening.event) &&
           (webhook.kinds.empty() || std::ranges::find(webhook.kinds, happening.kind) != webhook.kinds.end());
}

bool isKind(const std::string& text)
{
    return std::ranges::any_of(kWebhookKinds, [&](const char* kind) { return text == kind; });
}

// An address of ours to be: a scheme and a host without a user, and nothing that could end a header's line.
bool isUrl(const std::string& url, bool httpAllowed)
{
    std::size_t host = 0;
    if (url.starts_with("https://"))
        host = 8;
    else if (httpAllowed && url.starts_with("http://"))
        host = 7;
    else
        return false;
    const std::string authority = url.substr(host, url.find_first_of("/?#", host) - host);
    return url.size() <= kMostUrlBytes && !authority.empty() && authority.find('@') == std::string::npos &&
           std::ranges::all_of(url, [](char c) { return c > ' ' && c < 0x7f; });
}

WebhookOutcome webhookAgain(sdk::WriteAccess& access, const std::string& subject)
{
    const auto id = WebhookId::parse(subject);
    auto webhook = id ? access.webhooks.find(*id) : std::nullopt;
    if (!webhook)
        return kUnknown;
    return WebhookKept{std::move(*webhook), true};
}

std::optional<WebhookRefused> revisionRefusal(const Webhook& webhook, std::int64_t expected)
{
    if (webhook.revision == expected)
        return std::nullopt;
    return WebhookRefused{WebhookRefusal::RevisionChanged, "the webhook has revision " +
                                                               std::to_string(webhook.revision) +
                                                               " by now; read it again"};
}

} // namespace

const char* name(WebhookRefusal refusal)
{
    switch (refusal) {
    case WebhookRefusal::UnknownWebhook:
        return "unknown_webhook";
    case WebhookRefusal::InvalidUrl:
        return "invalid_url";
    case WebhookRefusal::InvalidKind:
        return "invalid_kind";
    case WebhookRefusal::InvalidSecret:
        return "invalid_secret";
    case WebhookRefusal::TooMany:
        return "too_many";
    case WebhookRefusal::RevisionChanged:
        return "revision_changed";
    case WebhookRefusal::IdempotencyKeyReused:
        return "idempotency_key_reused";
    }
    return "unknown_webhook";
}

Webhooks::Webhooks(sdk::Storage& storage, IdSource& ids, const Clock& clock, bool httpAllowed)
    : storage_(storage), ids_(ids), clock_(clock), httpAllowed_(httpAllowed)
{
}

std::vector<Job> Webhooks::jobsFor(const Happening& happening) const
{
    if (!any_.load(std::memory_order_relaxed))
        return {};
    Snapshot snapshot;
    {
        const std::lock_guard lock(mutex_);
        snapshot = snapshot_;
    }
    const Instant now = clock_.now();
    std::vector<Job> jobs;
    for (const Webhook& webhook : *snapshot) {
        if (!wants(webhook, happening))
            continue;
        // "<webhook> <kind> <microseconds> order=<uuid> …": see WebhookDelivery.cpp.
        std::string subject = webhook.id.toString() + " " + std::string(happening.kind) + " " +
                              std::to_string(now.time_since_epoch().count());
        for (const auto& [what, id] : happening.subjects)
            subject += " " + std::string(what) + "=" + id.toString();
        jobs.push_back({ids_.next<JobId>(), kWebhookJob, std::move(subject), now, 0});
    }
    return jobs;
}

Result<void> Webhooks::refresh()
{
    {
        const std::lock_guard lock(mutex_);
        if (readAt_ && clock_.monotonic() < *readAt_ + kRenewedEach)
            return {};
    }
    return readAgain();
}

Result<void> Webhooks::readAgain()
{
    std::uint64_t changesBefore = 0;
    {
        const std::lock_guard lock(mutex_);
        changesBefore = changes_;
    }
    const Monotonic now = clock_.monotonic();
    auto read = list();
    if (!read)
        return failure(std::move(read));
    const std::lock_guard lock(mutex_);
    if (changes_ != changesBefore)
        return {}; // whoever changed it reads it again
    snapshot_ = std::make_shared<const std::vector<Webhook>>(std::move(*read));
    readAt_ = now;
    any_.store(std::ranges::any_of(*snapshot_, &Webhook::active));
    return {};
}

Result<std::vector<Webhook>> Webhooks::list()
{
    return storage_.readValue([](const sdk::ReadAccess& access) { return access.webhooks.list(); });
}

Result<std::optional<Webhook>> Webhooks::find(WebhookId id)
{
    return storage_.readValue([&](const sdk::ReadAccess& access) { return access.webhooks.find(id); });
}

Result<WebhookOutcome> Webhooks::add(Webhook webhook, const sdk::Act& act)
{
    if (webhook.secret.empty()) {
        std::array<std::uint8_t, 32> random{};
        ids_.fill(random);
        webhook.secret = toHex(random);
    }
    if (auto refused = refusalOf(webhook))
        return std::move(*refused);
    webhook.id = ids_.next<WebhookId>();
    webhook.revision = 1;
    const auto work = [&](sdk::WriteAccess& access) -> WebhookOutcome {
        if (access.webhooks.list().size() >= kMost)
            return WebhookRefused{WebhookRefusal::TooMany,
                                  "there are " + std::to_string(kMost) + " webhooks; remove one first"};
        access.webhooks.insert(webhook);
        access.audit.append({clock_.now(), act.by, "webhook.add", "webhook:" + webhook.id.toString(), "{}"});
        return WebhookKept{webhook, false};
    };
    return changed(sdk::once<WebhookKept, WebhookRefused>(storage_, act, webhook.id.toString(), kReused, work,
                                                          webhookAgain));
}

Result<WebhookOutcome> Webhooks::edit(Webhook webhook, std::int64_t expectedRevision, const sdk::Act& act)
{
    const bool keepSecret = webhook.secret.empty();
    const auto work = [&](sdk::WriteAccess& access) -> WebhookOutcome {
        const auto before = access.webhooks.find(webhook.id);
        if (!before)
            return kUnknown;
        if (auto refused = revisionRefusal(*before, expectedRevision))
            return std::move(*refused);
        if (keepSecret)
            webhook.secret = before->secret;
        if (auto refused = refusalOf(webhook))
            return std::move(*refused);
        access.webhooks.update(webhook, expectedRevision);
        access.audit.append({clock_.now(), act.by, "webhook.edit", "webhook:" + webhook.id.toString(),
                             "{\"revision\":" + std::to_string(expectedRevision + 1) + "}"});
        return WebhookKept{*access.webhooks.find(webhook.id), false};
    };
    return changed(sdk::once<WebhookKept, WebhookRefused>(storage_, act, webhook.id.toString(), kReused, work,
                                                          webhookAgain));
}

Result<WebhookOutcome> Webhooks::remove(WebhookId id, std::int64_t expectedRevision, const sdk::Act& act)
{
    const auto work = [&](sdk::WriteAccess& access) -> WebhookOutcome {
        auto before = access.webhooks.find(id);
        if (!before)
            return kUnknown;
        if (auto refused = revisionRefusal(*before, expectedRevision))
            return std::move(*refused);
        access.webhooks.remove(id);
        access.audit.append({clock_.now(), act.by, "webhook.remove", "webhook:" + id.toString(), "{}"});
        return WebhookKept{std::move(*before), false};
    };
    return changed(
        sdk::once<WebhookKept, WebhookRefused>(storage_, act, id.toString(), kReused, work, webhookAgain));
}

Result<WebhookOutcome> Webhooks::changed(Result<WebhookOutcome> outcome)
{
    {
        const std::lock_guard lock(mutex_);
        ++changes_;
        readAt_.reset(); // where it cannot be read now, refresh() tries again
    }
    if (auto read = readAgain(); !read && outcome)
        return outcome; // it stands on record all the same
    return outcome;
}

std::optional<WebhookRefused> Webhooks::refusalOf(const Webhook& webhook) const
{
    if (!isUrl(webhook.url, httpAllowed_))
        return WebhookRefused{WebhookRefusal::InvalidUrl,
                              "an address is https:// with a host, in up to 500 bytes"};
    for (const std::string& kind : webhook.kinds)
        if (!isKind(kind))
            return WebhookRefused{WebhookRefusal::InvalidKind,
                                  "there is no kind \"" + cleanUtf8(kind) + "\""};
    if (webhook.secret.size() < kLeastSecretBytes || webhook.secret.size() > kMostSecretBytes)
        return WebhookRefused{WebhookRefusal::InvalidSecret, "a secret has 16 to 200 bytes"};
    return std::nullopt;
}

} // namespace ace::outbox
