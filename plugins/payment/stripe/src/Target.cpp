// SPDX-License-Identifier: MIT
#include "Target.h"

#include <Poco/Exception.h>
#include <Poco/URI.h>

namespace ace::stripe {

namespace {

bool isThisMachine(const std::string& host)
{
    return host == "localhost" || host == "127.0.0.1" || host == "::1" || host == "[::1]";
}

std::string withoutBrackets(const std::string& host)
{
    return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

} // namespace

std::optional<Target> parseTarget(std::string_view url)
{
    try {
        const Poco::URI uri{std::string(url)};
        const bool secure = uri.getScheme() == "https";
        const bool clean = uri.getUserInfo().empty() && uri.getPathEtc().empty() && !uri.getHost().empty() &&
                           !url.ends_with('#') && !url.ends_with('?') && uri.getPort() != 0;
        if (!clean || !(secure || (uri.getScheme() == "http" && isThisMachine(uri.getHost()))))
            return std::nullopt;
        return Target{secure, withoutBrackets(uri.getHost()), uri.getPort()};
    } catch (const Poco::Exception&) {
        return std::nullopt; // it is no address
    }
}

} // namespace ace::stripe
