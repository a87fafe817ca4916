// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>

namespace ace::server::webhooks {

// Whether an address is one of the public Internet (IANA's special-purpose registries, RFC 6890). `bytes`: 4
// of IPv4 or 16 of IPv6, in network order. An IPv6 address that carries one of IPv4 is judged by that one.
bool isPublicAddress(std::span<const std::uint8_t> bytes);

} // namespace ace::server::webhooks
