// SPDX-License-Identifier: MIT
#include <ace/ticketing/TokenCheck.h>

#include <ace/ticketing/Signing.h>

namespace ace::ticketing {

TokenFinding checkToken(std::string_view text, const std::function<KeyOwner(KeyId)>& ownerOf,
                        EventId gateEvent, Direction direction, Instant at)
{
    const auto bytes = decode(text);
    const auto token = bytes ? fromBytes(*bytes) : std::nullopt;
    if (!token || token->flags != 0)
        return {Reason::Invalid, std::nullopt};
    const KeyOwner owner = ownerOf(token->key);
    if (!owner.key || owner.key->state == KeyState::Retired)
        return {Reason::UnknownKey, std::nullopt};
    if (!isSignedBy(*token, *owner.key))
        return {Reason::Invalid, std::nullopt};
    if (owner.event->event.id != gateEvent)
        return {Reason::WrongEvent, token};
    if (direction == Direction::Exit)
        return {std::nullopt, token};
    const auto second = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
    if (second < token->validFrom)
        return {Reason::NotYetValid, token};
    if (second >= token->validUntil)
        return {Reason::Expired, token};
    return {std::nullopt, token};
}

} // namespace ace::ticketing
