// SPDX-License-Identifier: MIT
#include "AddressRules.h"

#include <algorithm>
#include <array>

namespace ace::server::webhooks {

namespace {

template <std::size_t Size> struct Block
{
    std::array<std::uint8_t, Size> prefix;
    int bits;
};

constexpr Block<4> kSpecial4[] = {
    {{0}, 8},            // this network
    {{10}, 8},           // private
    {{100, 64}, 10},     // shared by carriers
    {{127}, 8},          // loopback
    {{169, 254}, 16},    // link-local, cloud metadata
    {{172, 16}, 12},     // private
    {{192, 0, 0}, 24},   // protocol assignments
    {{192, 0, 2}, 24},   // documentation
    {{192, 88, 99}, 24}, // 6to4 relays
    {{192, 168}, 16},    // private
    {{198, 18}, 15},     // benchmarks
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 4}, // multicast
    {{240}, 4}, // reserved, broadcast
};

constexpr Block<16> kGlobal6{{0x20}, 3}; // 2000::/3: nothing else is public
constexpr Block<16> kSpecial6[] = {
    {{0x20, 0x01, 0x00}, 23},       // protocol assignments, Teredo
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, // documentation
    {{0x3f, 0xff, 0x00}, 20},       // documentation
};
constexpr Block<16> kMapped{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Block<16> kTranslated{{0x00, 0x64, 0xff, 0x9b}, 96}; // NAT64
constexpr Block<16> k6To4{{0x20, 0x02}, 16};

template <std::size_t Size> bool isIn(const Block<Size>& block, std::span<const std::uint8_t> bytes)
{
    for (int bit = 0; bit < block.bits; ++bit) {
        const auto at = static_cast<std::size_t>(bit / 8);
        if (((block.prefix[at] ^ bytes[at]) >> (7 - bit % 8)) & 1)
            return false;
    }
    return true;
}

} // namespace

bool isPublicAddress(std::span<const std::uint8_t> bytes)
{
    if (bytes.size() == 4)
        return std::ranges::none_of(kSpecial4, [&](const auto& block) { return isIn(block, bytes); });
    if (bytes.size() != 16)
        return false;
    if (isIn(kMapped, bytes) || isIn(kTranslated, bytes))
        return isPublicAddress(bytes.subspan(12));
    if (isIn(k6To4, bytes))
        return isPublicAddress(bytes.subspan(2, 4));
    return isIn(kGlobal6, bytes) &&
           std::ranges::none_of(kSpecial6, [&](const auto& block) { return isIn(block, bytes); });
}

} // namespace ace::server::webhooks
