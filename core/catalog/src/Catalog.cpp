// SPDX-License-Identifier: MIT
#include <ace/catalog/Catalog.h>

#include <algorithm>
#include <limits>

namespace ace::catalog {

std::int64_t availableOf(const TicketType& type, const std::vector<QuotaLevel>& levels)
{
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    for (const QuotaId quota : type.quotas) {
        const auto found = std::ranges::find(levels, quota, &QuotaLevel::id);
        least = std::min(least, found == levels.end() ? 0 : found->available());
    }
    return type.quotas.empty() ? 0 : least;
}

} // namespace ace::catalog
