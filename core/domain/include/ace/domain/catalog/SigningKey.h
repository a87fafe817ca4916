// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>

#include <array>
#include <cstdint>

namespace ace::inline domain {

// Active: signs and admits. Rotated: admits. Retired: does neither.
enum class KeyState { Active, Rotated, Retired };

// The public half of an event's Ed25519 key: what a gate needs.
struct SigningKey
{
    KeyId id = 0;
    EventId event;
    KeyState state = KeyState::Active;
    std::array<std::uint8_t, 32> publicKey{};

    bool operator==(const SigningKey&) const = default;
};

// The private half (RFC 8032 seed). It never leaves the server.
struct SigningSeed
{
    KeyId id = 0;
    std::array<std::uint8_t, 32> seed{};
};

} // namespace ace::inline domain
