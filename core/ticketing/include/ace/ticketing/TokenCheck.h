// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/catalog/EventSetup.h>
#include <ace/domain/entry/Verdict.h>
#include <ace/ticketing/Token.h>

#include <functional>
#include <optional>
#include <string_view>

namespace ace::ticketing {

// What a token alone tells. `refused` where it says no; `token` whenever it is genuine, refused or not.
struct TokenFinding
{
    std::optional<Reason> refused;
    std::optional<Token> token;
};

// The event's setup and key for a key id, or nulls: not one of ours.
struct KeyOwner
{
    const EventSetup* event = nullptr;
    const SigningKey* key = nullptr;
};

// The first half of a gate's decision, offline: form → key → signature → event → window, in this order.
//   invalid        not the one spelling of a token; a signature that is not right
//   unknown_key    no such key here, or a retired one
//   wrong_event    genuine, for another event than `gateEvent`
//   not_yet_valid  before its first second       expired  from its last second on (neither for an exit)
TokenFinding checkToken(std::string_view text, const std::function<KeyOwner(KeyId)>& ownerOf,
                        EventId gateEvent, Direction direction, Instant at);

} // namespace ace::ticketing
