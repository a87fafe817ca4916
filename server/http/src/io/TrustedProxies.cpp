// SPDX-License-Identifier: MIT
#include "TrustedProxies.h"

#include <charconv>
#include <cstdint>

namespace ace::server::http {

namespace {

using Poco::Net::IPAddress;

// IPv4 in IPv6 clothes is compared as IPv4.
IPAddress plain(const IPAddress& address)
{
    if (address.family() == IPAddress::IPv4 || !address.isIPv4Mapped())
        return address;
    return IPAddress(static_cast<const std::uint8_t*>(address.addr()) + 12, 4);
}

bool sameBits(const IPAddress& a, const IPAddress& b, unsigned bits)
{
    const auto* x = static_cast<const std::uint8_t*>(a.addr());
    const auto* y = static_cast<const std::uint8_t*>(b.addr());
    for (unsigned bit = 0; bit < bits; ++bit)
        if (((x[bit / 8] ^ y[bit / 8]) >> (7 - bit % 8)) & 1)
            return false;
    return true;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

// "192.0.2.1:5123", "[2001:db8::1]:5123" and "[2001:db8::1]" are written, too.
std::string_view withoutPort(std::string_view text)
{
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        return end == std::string_view::npos ? std::string_view() : text.substr(1, end - 1);
    }
    const std::size_t colon = text.find(':');
    return colon == text.rfind(':') ? text.substr(0, colon) : text;
}

} // namespace

Result<TrustedProxies> TrustedProxies::parse(const std::vector<std::string>& blocks)
{
    TrustedProxies proxies;
    for (const std::string& text : blocks) {
        const std::size_t slash = text.find('/');
        IPAddress address;
        const bool known = IPAddress::tryParse(text.substr(0, slash), address);
        unsigned most = known && address.family() == IPAddress::IPv4 ? 32 : 128;
        unsigned bits = most;
        bool wrong = !known;
        if (slash != std::string::npos) {
            const char* last = text.data() + text.size();
            const auto [end, error] = std::from_chars(text.data() + slash + 1, last, bits);
            wrong = wrong || error != std::errc() || end != last || bits > most;
        }
        if (wrong)
            return failure(ErrorCode::Invalid,
                           "\"" + text + "\" is no address and no block such as \"10.0.0.0/8\"",
                           "server.trusted_proxies");
        proxies.blocks_.push_back({address, bits});
    }
    return proxies;
}

bool TrustedProxies::contains(const IPAddress& address) const
{
    const IPAddress own = plain(address);
    for (const Block& block : blocks_)
        if (block.address.family() == own.family() && sameBits(block.address, own, block.bits))
            return true;
    return false;
}

IPAddress TrustedProxies::clientOf(std::string_view forwardedFor) const
{
    IPAddress farthest; // unspecified
    for (bool goesOn = true; goesOn;) {
        const std::size_t comma = forwardedFor.rfind(',');
        goesOn = comma != std::string_view::npos;
        const std::string_view last = trimmed(goesOn ? forwardedFor.substr(comma + 1) : forwardedFor);
        forwardedFor = forwardedFor.substr(0, goesOn ? comma : 0);
        IPAddress address;
        if (!IPAddress::tryParse(std::string(withoutPort(last)), address))
            return {};
        if (!contains(address))
            return address;
        farthest = address;
    }
    return farthest;
}

} // namespace ace::server::http
