// SPDX-License-Identifier: MIT
#include "Authorization.h"

#include <ace/server/http/Problem.h>

#include <Poco/String.h>

namespace ace::server::api {

namespace {

http::Problem unauthorized(const std::string& detail, const std::string& challenge)
{
    return {"unauthorized", detail, {{"WWW-Authenticate", "Bearer realm=\"ace\"" + challenge}}};
}

} // namespace

void requireRole(const Poco::Net::HTTPServerRequest& request, const runtime::BearerCheck& bearers,
                 const Clock& clock, runtime::Role role)
{
    const std::string header = request.get("Authorization", "");
    constexpr std::size_t kSchemeSize = 7;
    if (Poco::icompare(header.substr(0, kSchemeSize), "Bearer ") != 0)
        throw unauthorized("This needs the header Authorization: Bearer.", "");
    const std::size_t begin = header.find_first_not_of(' ', kSchemeSize);
    const std::string bearer = begin == std::string::npos ? "" : header.substr(begin);
    const auto known = bearers.verify(bearer, clock.now());
    if (!known)
        throw unauthorized("The bearer is not one of this server, or it has expired.",
                           ", error=\"invalid_token\"");
    if (*known != role)
        throw http::Problem("forbidden", std::string("This is for the ") + runtime::name(role) +
                                             "; the bearer is a " + runtime::name(*known) + "'s.");
}

std::string scopeOf(runtime::Role role, const std::string& route)
{
    return std::string(runtime::name(role)) + "|" + route;
}

} // namespace ace::server::api
