// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/IPAddress.h>

#include <array>
#include <cstdint>
#include <map>
#include <mutex>

namespace ace::server::http {

// Whom a cap counts as one: an IPv4 address, or an IPv6 /64, for that is what one household has. An IPv4
// address in IPv6 clothes is an IPv4 address.
using Household = std::array<std::uint8_t, 9>;
Household householdOf(const Poco::Net::IPAddress& address);

// How many connections there are, in all and of each household. Thread-safe.
class Census
{
public:
    enum class Verdict { Welcome, TooMany, TooManyOfOne };

    Census(std::size_t most, std::size_t eachMost) : most_(most), eachMost_(eachMost) {}

    // Counts it unless it is one too many of its household. TooMany: it is counted, and one idle connection
    // should make room for it.
    Verdict enter(const Household& household, bool exempt);
    void leave(const Household& household);
    std::size_t count() const;

private:
    const std::size_t most_;
    const std::size_t eachMost_;
    mutable std::mutex mutex_;
    std::size_t count_ = 0;
    std::map<Household, std::size_t> households_;
};

} // namespace ace::server::http
