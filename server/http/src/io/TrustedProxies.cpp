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

std::optional<IPAddress> TrustedProxies::clientOf(std::string_view forwardedFor) const
{
    while (!forwardedFor.empty()) {
        const std::size_t comma = forwardedFor.rfind(',');
        const std::string_view last =
            trimmed(comma == std::string_view::npos ? forwardedFor : forwardedFor.substr(comma + 1));
        forwardedFor = comma == std::string_view::npos ? "" : forwardedFor.substr(0, comma);
        IPAddress address;
        if (!IPAddress::tryParse(std::string(last), address))
            return std::nullopt;
        if (!contains(address))
            return address;
    }
    return std::nullopt;
}

} // namespace ace::server::http
