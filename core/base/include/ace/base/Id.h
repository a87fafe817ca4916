// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ace::inline base {

// 128 bits of RFC 9562, big endian. New ones are version 7: they sort by the time they were made.
struct Uuid
{
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const Uuid&) const = default;
    std::string toString() const;                            // 8-4-4-4-12, lower case
    static std::optional<Uuid> parse(std::string_view text); // the same spelling only
    static std::optional<Uuid> fromBytes(std::span<const std::uint8_t> bytes);
};

// One kind of identifier cannot be taken for another.
template <class Tag> struct Id
{
    Uuid value;

    auto operator<=>(const Id&) const = default;
    std::string toString() const { return value.toString(); }
    static std::optional<Id> parse(std::string_view text)
    {
        const auto uuid = Uuid::parse(text);
        return uuid ? std::optional<Id>(Id{*uuid}) : std::nullopt;
    }
};

// Identifiers and unpredictable bytes. Thread-safe. Tests replay with a seeded one.
class IdSource
{
public:
    virtual ~IdSource() = default;
    virtual Uuid nextUuid() = 0;
    virtual void fill(std::span<std::uint8_t> bytes) = 0; // fit for keys

    template <class AnId> AnId next() { return AnId{nextUuid()}; }
};

} // namespace ace::inline base

template <class Tag> struct std::hash<ace::Id<Tag>>
{
    std::size_t operator()(const ace::Id<Tag>& id) const noexcept
    {
        std::size_t tail = 0; // the random half of a version 7 UUID
        std::memcpy(&tail, id.value.bytes.data() + 8, sizeof tail);
        return tail;
    }
};
