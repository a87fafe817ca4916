// SPDX-License-Identifier: MIT
// What a browser keeps of the waiting room: a place in it, or a pass that it was let in with. Sealed, so that
// no server has to remember who waits.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace ace::server::waitingroom {

struct Place
{
    Uuid visitor;
    bool lobby = false;      // of those who came before the opening
    std::int64_t number = 0; // among those, or among all who came later; from 0

    bool operator==(const Place&) const = default;
};

struct Pass
{
    Uuid visitor;
    Instant until;

    bool operator==(const Pass&) const = default;
};

using Paper =
    std::variant<std::monostate, Place, Pass>; // the first: none, or not sealed by us for this event

std::string seal(const Digest& key, std::string_view event, const Paper& paper);
Paper unseal(const Digest& key, std::string_view event, std::string_view sealed);

} // namespace ace::server::waitingroom
