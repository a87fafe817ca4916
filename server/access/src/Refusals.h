// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/access/Operations.h>
#include <ace/server/http/Problem.h>

#include <string>

namespace ace::server::access {

// `code` is one of those that answer 401.
http::Problem notKnown(std::string_view code, std::string detail);
http::Problem forbidden(std::string detail);
http::Problem missing(const Operation& operation);

} // namespace ace::server::access
