// SPDX-License-Identifier: MIT
#include <ace/server/access/Source.h>

#include <Poco/Net/IPAddress.h>

#include <string_view>

namespace ace::server::access {

std::string sourceOf(const Poco::Net::HTTPServerRequest& request)
{
    const Poco::Net::IPAddress address = request.clientAddress().host();
    if (address.family() != Poco::Net::IPAddress::IPv6)
        return address.toString();
    if (address.isIPv4Mapped())
        return address.toString().substr(std::string_view("::ffff:").size());
    const Poco::Net::IPAddress mask(64, Poco::Net::IPAddress::IPv6);
    return (address & mask).toString() + "/64";
}

} // namespace ace::server::access
