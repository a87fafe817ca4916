// SPDX-License-Identifier: MIT
#include "Refusals.h"

namespace ace::server::access {

// RFC 6750 section 3: what to send, and that what was sent is no good.
http::Problem notKnown(std::string_view code, std::string detail)
{
    return {code, std::move(detail), {{"WWW-Authenticate", "Bearer realm=\"ace\", error=\"invalid_token\""}}};
}

http::Problem forbidden(std::string detail) { return {"forbidden", std::move(detail)}; }

http::Problem missing(const Operation& operation)
{
    return {operation.missing, "There is nothing with this name or id."};
}

} // namespace ace::server::access
