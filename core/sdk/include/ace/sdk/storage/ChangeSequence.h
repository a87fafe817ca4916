// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace ace::sdk {

// The sequence number of a TicketChange: which history of the record it belongs to, in the upper bits, and
// the number within, in these lower ones. A record that is used again from a copy of it begins a later
// history and numbers all its changes anew: what happened after the copy was made has not happened, and
// others may have been told of it.
inline constexpr int kChangeBits = 32;

// Whether who has read up to `read` only lacks what came later, on a record whose last change is `last`.
// Otherwise they forget what they were told, and read from 0.
constexpr bool readsOn(std::int64_t read, std::int64_t last)
{
    return read == 0 || (read <= last && (read >> kChangeBits) == (last >> kChangeBits));
}

} // namespace ace::sdk
