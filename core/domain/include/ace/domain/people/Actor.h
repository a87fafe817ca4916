// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/Ids.h>

#include <optional>

namespace ace::inline domain {

// Who did something, and where. Neither: the public shop, or the server itself.
struct Actor
{
    std::optional<StaffId> staff;
    std::optional<StationId> station;

    bool operator==(const Actor&) const = default;
};

} // namespace ace::inline domain
