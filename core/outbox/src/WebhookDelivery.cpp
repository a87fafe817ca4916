// SPDX-License-Identifier: MIT
#include <ace/outbox/WebhookDelivery.h>

#include <ace/base/Bytes.h>
#include <ace/base/TimeText.h>
#include <ace/base/Trace.h>

#include <algorithm>
#include <charconv>
#include <sstream>

namespace ace::outbox {

namespace {

constexpr Microseconds kFirstRest = std::chrono::seconds(5);
constexpr Microseconds kLongestRest = std::chrono::minutes(5);

// What Webhooks::jobsFor() wrote into the job.
struct Notice
{
    WebhookId webhook;
    std::string kind;
    Instant createdAt;
    std::vector<std::pair<std::string, std::string>> subjects;
};

std::optional<Notice> parseNotice(const std::string& subject)
{
    std::istringstream words(subject);
    std::string webhook, kind, time;
    if (!(words >> webhook >> kind >> time))
        return std::nullopt;
    const auto id = WebhookId::parse(webhook);
    std::int64_t micros = 0;
    const auto [end, problem] = std::from_chars(time.data(), time.data() + time.size(), micros);
    if (!id || problem != std::errc() || end != time.data() + time.size())
        return std::nullopt;
    Notice notice{*id, kind, Instant(Microseconds(micros)), {}};
    for (std::string word; words >> word;) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || !Uuid::parse(word.substr(equals + 1)))
            return std::nullopt;
        notice.subjects.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return notice;
}

// Names and ids of ours: nothing in it needs escaping.
std::string bodyOf(const Job& job, const Notice& notice)
{
    std::string body = "{\"id\":\"" + job.id.toString() + "\",\"kind\":\"" + notice.kind + "\"";
    for (const auto& [what, id] : notice.subjects)
        body += ",\"" + what + "\":\"" + id + "\"";
    return body + ",\"created_at\":\"" + formatUtc(notice.createdAt) + "\"}";
}

} // namespace

std::string originOf(std::string_view url)
{
    const std::size_t scheme = url.find("://");
    if (scheme == std::string_view::npos)
        return {};
    return std::string(url.substr(0, url.find_first_of("/?#", scheme + 3)));
}

std::string signatureOf(std::string_view secret, std::string_view body, Instant now)
{
    const std::string time =
        std::to_string(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    return "t=" + time + ",v1=" + toHex(hmacSha256(secret, time + "." + std::string(body)));
}

Result<void> WebhookDelivery::deliver(const Job& job)
{
    const auto notice = parseNotice(job.subject);
    if (!notice)
        return failure(ErrorCode::Corrupt, "not a webhook's notice: " + job.subject);
    auto webhook = storage_.readValue(
        [&](const sdk::ReadAccess& access) { return access.webhooks.find(notice->webhook); });
    if (!webhook)
        return failure(std::move(webhook));
    if (!*webhook || !(*webhook)->active)
        return {}; // removed or switched off since: nobody wants to know
    const std::string body = bodyOf(job, *notice);
    trace("outbox", "WebhookSender.send");
    auto sent = sender_.send({(*webhook)->url, body, signatureOf((*webhook)->secret, body, clock_.now())});
    if (sent) {
        rests_.erase(notice->webhook);
    } else {
        const auto rest = rests_.find(notice->webhook);
        const auto length =
            rest == rests_.end() ? kFirstRest : std::min(rest->second.length * 2, kLongestRest);
        rests_[notice->webhook] = {clock_.monotonic() + length, length};
    }
    return sent;
}

std::optional<Instant> WebhookDelivery::restsUntil(const Job& job) const
{
    const auto notice = parseNotice(job.subject);
    const auto rest = notice ? rests_.find(notice->webhook) : rests_.end();
    const Monotonic now = clock_.monotonic();
    if (rest == rests_.end() || now >= rest->second.until)
        return std::nullopt;
    return clock_.now() + std::chrono::duration_cast<Microseconds>(rest->second.until - now);
}

} // namespace ace::outbox
