// SPDX-License-Identifier: MIT
#include <ace/kit/ServerAccess.h>

#include <Poco/Exception.h>
#include <Poco/URI.h>

namespace ace::kit {

Result<ServerAccess> ServerAccess::parse(std::string_view url)
{
    const auto wrong = [&] {
        return failure(ErrorCode::Invalid, "\"" + std::string(url) +
                                               "\" is no address of a server; write http://HOST:PORT or "
                                               "https://HOST:PORT");
    };
    try {
        const Poco::URI uri{std::string(url)};
        const bool tls = uri.getScheme() == "https";
        if ((uri.getScheme() != "http" && !tls) || uri.getHost().empty() || !uri.getUserInfo().empty() ||
            !uri.getRawQuery().empty())
            return wrong();
        ServerAccess access;
        access.host = uri.getHost();
        access.port = uri.getPort();
        access.tls = tls;
        access.basePath = uri.getPath();
        while (access.basePath.ends_with('/'))
            access.basePath.pop_back();
        return access;
    } catch (const Poco::Exception&) {
        return wrong();
    }
}

std::string ServerAccess::name() const { return host + ":" + std::to_string(port); }

} // namespace ace::kit
