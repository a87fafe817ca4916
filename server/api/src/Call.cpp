// SPDX-License-Identifier: MIT
#include "Call.h"

#include "json/BodyHash.h"
#include "json/Page.h"

#include <ace/base/TimeText.h>
#include <ace/server/access/Rules.h>
#include <ace/server/http/Answer.h>

#include <algorithm>
#include <charconv>

namespace ace::server::api {

namespace {

constexpr std::size_t kLimitMost = 200;
constexpr std::size_t kLimit = 50;

std::optional<std::int64_t> parseNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

[[noreturn]] void refuseQuery(std::string_view name, const std::string& why)
{
    throw http::Problem("malformed", "\"" + std::string(name) + "\" in the query " + why + ".");
}

} // namespace

Call::Call(const Parts& parts)
    : services(parts.services), operation(parts.operation),
      who(parts.services.access.authorize(parts.request, parts.operation)), parts_(parts)
{
    if (operation.scope == access::Scope::Slug)
        event(); // who may not there is told so, and not what is wrong with the body
    body_ = http::readBody(parts_.request);
}

catalog::EventPtr Call::event() const
{
    const catalog::EventPtr found = http::valueOrThrow(services.catalog.findEvent(path(0)));
    if (!found)
        throw http::Problem("unknown_event", "There is no event \"" + path(0) + "\".");
    if (operation.who != access::Who::Public)
        access::requireEvent(who, operation, found->event.id);
    return found;
}

std::optional<std::string> Call::query(std::string_view name) const
{
    std::optional<std::string> found;
    for (const auto& [key, value] : http::queryOf(parts_.request)) {
        if (key != name || value.empty())
            continue;
        if (found)
            refuseQuery(name, "is there twice");
        if (value.size() > 300 || !isValidUtf8(value))
            refuseQuery(name, "is no text of at most 300 bytes");
        found = value;
    }
    return found;
}

std::optional<Instant> Call::queryTime(std::string_view name) const
{
    const auto text = query(name);
    if (!text)
        return std::nullopt;
    const auto instant = parseRfc3339(*text);
    if (!instant)
        refuseQuery(name, "must be a time of RFC 3339, such as 2026-11-22T19:30:00Z");
    return *instant;
}

std::optional<EventId> Call::queryEvent() const
{
    const auto slug = query("event");
    return slug ? std::optional(events().idOf(*slug)) : std::nullopt;
}

std::size_t Call::limit() const
{
    const auto text = query("limit");
    if (!text)
        return kLimit;
    const auto number = parseNumber(*text);
    if (!number || *number < 1 || *number > static_cast<std::int64_t>(kLimitMost))
        refuseQuery("limit", "must be a number from 1 to " + std::to_string(kLimitMost));
    return static_cast<std::size_t>(*number);
}

sdk::Page Call::page() const
{
    sdk::Page page{std::nullopt, limit() + 1};
    if (const auto after = query("after")) {
        page.after = Uuid::parse(*after);
        if (!page.after)
            refuseQuery("after", "must be the next of the page before");
    }
    return page;
}

std::int64_t Call::expectedRevision() const
{
    const std::string text = parts_.request.get("If-Match", "");
    if (text.empty())
        throw http::Problem("if_match_required", "Send the ETag that you read in the header If-Match.");
    const bool quoted = text.size() > 2 && text.front() == '"' && text.back() == '"';
    const auto revision =
        quoted ? parseNumber(std::string_view(text).substr(1, text.size() - 2)) : std::nullopt;
    if (!revision)
        throw http::Problem("malformed", "If-Match must be one ETag, such as \"3\" with its quotes.");
    return *revision;
}

sdk::IdempotencyKey Call::idempotencyKey() const
{
    const std::string key = parts_.request.get("Idempotency-Key", "");
    if (key.empty())
        throw http::Problem("idempotency_key_required", "This needs the header Idempotency-Key.");
    const bool visible = std::ranges::all_of(key, [](char c) { return c > ' ' && c <= '~'; });
    if (key.size() > 255 || !visible)
        throw http::Problem("malformed", "Idempotency-Key must be 1 to 255 visible ASCII characters.");
    // The address belongs to the request: the same key at another ticket is another request.
    return {who.scope(operation), key, hashOfRequest(http::pathOf(parts_.request), body_)};
}

sdk::Act Call::act() const
{
    sdk::Act act;
    act.by = who.actor();
    if (operation.repeat == access::Repeat::Key)
        act.idempotency = idempotencyKey();
    return act;
}

void Call::claimKey(const std::string& subject) const
{
    const sdk::IdempotencyKey key = idempotencyKey();
    const auto claim = http::valueOrThrow(services.storage.transactValue(
        [&](sdk::WriteAccess& access) { return access.requests.claim(key, subject); }));
    if (claim.kind == sdk::RequestRepository::Claim::Kind::Reused)
        throw http::Problem("idempotency_key_reused", "This key came before with another request.");
}

EventNames Call::events() const { return EventNames(http::valueOrThrow(services.catalog.listEvents())); }

catalog::EventPtr Call::findEvent(EventId id) const
{
    catalog::EventPtr found = events().find(id);
    if (!found)
        throw missing();
    return found;
}

http::Problem Call::missing() const
{
    return {operation.missing, "There is no such thing, or it is not yours to see."};
}

void Call::send(int status, std::string_view json) const { http::sendJson(parts_.response, status, json); }

void Call::sendRevised(int status, std::string_view json, std::int64_t revision) const
{
    parts_.response.set("ETag", "\"" + std::to_string(revision) + "\"");
    send(status, json);
}

void Call::sendNothing() const
{
    parts_.response.setStatus(Poco::Net::HTTPResponse::HTTP_NO_CONTENT);
    parts_.response.set("Cache-Control", "no-store");
    parts_.response.sendBuffer("", 0);
}

void Call::sendCsv(std::string_view name, std::string_view csv) const
{
    parts_.response.set("Content-Disposition", "attachment; filename=\"" + std::string(name) + ".csv\"");
    http::send(parts_.response, 200, "text/csv; charset=utf-8", csv);
}

void Call::setLocation(const std::string& path) const { parts_.response.set("Location", path); }

void Call::sendItems(const std::vector<std::string>& items, const std::optional<std::string>& next) const
{
    send(200, renderPage(items, next));
}

} // namespace ace::server::api
