// SPDX-License-Identifier: MIT
#include "Census.h"

#include <algorithm>

namespace ace::server::http {

Household householdOf(const Poco::Net::IPAddress& address)
{
    Household household{};
    const auto* bytes = static_cast<const std::uint8_t*>(address.addr());
    const bool four = address.family() == Poco::Net::IPAddress::IPv4;
    if (four || address.isIPv4Mapped()) {
        household[0] = 4;
        std::copy_n(bytes + (four ? 0 : 12), 4, household.begin() + 1);
    } else {
        household[0] = 6;
        std::copy_n(bytes, 8, household.begin() + 1);
    }
    return household;
}

Census::Verdict Census::enter(const Household& household, bool exempt)
{
    const std::lock_guard lock(mutex_);
    std::size_t& own = households_[household];
    if (own >= eachMost_ && !exempt)
        return Verdict::TooManyOfOne;
    ++own;
    return ++count_ > most_ ? Verdict::TooMany : Verdict::Welcome;
}

void Census::leave(const Household& household)
{
    const std::lock_guard lock(mutex_);
    --count_;
    const auto own = households_.find(household);
    if (--own->second == 0)
        households_.erase(own);
}

std::size_t Census::count() const
{
    const std::lock_guard lock(mutex_);
    return count_;
}

} // namespace ace::server::http
