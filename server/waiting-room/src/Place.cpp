// SPDX-License-Identifier: MIT
#include <ace/server/waiting-room/Place.h>

#include <ace/server/access/Sealed.h>

#include <charconv>

namespace ace::server::waitingroom {

namespace {

// "EVENT L VISITOR NUMBER", "EVENT Q VISITOR NUMBER", "EVENT P VISITOR UNTIL" (UTC µs)
std::string textOf(std::string_view event, const Paper& paper)
{
    std::string text(event);
    if (const auto* pass = std::get_if<Pass>(&paper))
        return text + " P " + pass->visitor.toString() + " " +
               std::to_string(pass->until.time_since_epoch().count());
    const auto& place = std::get<Place>(paper);
    text += place.lobby ? " L " : " Q ";
    return text + place.visitor.toString() + " " + std::to_string(place.number);
}

std::optional<std::int64_t> numberIn(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

constexpr std::size_t kUuidChars = 36;

} // namespace

std::string seal(const Digest& key, std::string_view event, const Paper& paper)
{
    return access::seal(key, textOf(event, paper));
}

Paper unseal(const Digest& key, std::string_view event, std::string_view sealed)
{
    const auto text = access::unseal(key, sealed);
    if (!text || !text->starts_with(std::string(event) + " ") || text->size() < event.size() + 3 + kUuidChars)
        return {};
    const char kind = (*text)[event.size() + 1];
    const std::string_view rest = std::string_view(*text).substr(event.size() + 3);
    const auto visitor = Uuid::parse(rest.substr(0, kUuidChars));
    if (!visitor)
        return {};
    const auto number = numberIn(rest.substr(std::min(rest.size(), kUuidChars + 1)));
    if (!number)
        return {};
    if (kind == 'L' || kind == 'Q')
        return Place{*visitor, kind == 'L', *number};
    return kind == 'P' ? Paper(Pass{*visitor, Instant(Microseconds(*number))}) : Paper();
}

} // namespace ace::server::waitingroom
