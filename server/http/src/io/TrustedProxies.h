// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <Poco/Net/IPAddress.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::server::http {

// The proxies in front of us, by address or CIDR block. What anybody else says of whom it forwards for is
// ignored.
class TrustedProxies
{
public:
    static Result<TrustedProxies> parse(const std::vector<std::string>& blocks);

    bool contains(const Poco::Net::IPAddress& address) const;
    // The nearest address in X-Forwarded-For that is no trusted proxy, or the farthest that is one: read from
    // its end, for a client can put anything at its start. An address may have a port. 0.0.0.0: nobody knows.
    Poco::Net::IPAddress clientOf(std::string_view forwardedFor) const;

private:
    struct Block
    {
        Poco::Net::IPAddress address;
        unsigned bits;
    };
    std::vector<Block> blocks_;
};

} // namespace ace::server::http
