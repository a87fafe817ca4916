// SPDX-License-Identifier: MIT
#include <ace/domain/people/Station.h>

namespace ace::inline domain {

const char* name(StationKind kind) { return kind == StationKind::Counter ? "counter" : "gate"; }

std::optional<StationKind> parseStationKind(std::string_view text)
{
    for (const StationKind kind : {StationKind::Counter, StationKind::Gate})
        if (text == name(kind))
            return kind;
    return std::nullopt;
}

} // namespace ace::inline domain
