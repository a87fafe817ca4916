// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>

#include <string>

namespace ace::server::access {

// What an anonymous client counts by: its address. Of IPv6 the /64: whoever has one address has all of it.
std::string sourceOf(const Poco::Net::HTTPServerRequest& request);

} // namespace ace::server::access
