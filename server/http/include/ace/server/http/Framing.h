// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Problem.h>

#include <Poco/Net/HTTPRequest.h>

#include <cstdint>
#include <optional>

namespace ace::server::http {

// How long the body of a request is. Poco takes a head in several ways at once where it is ambiguous; whoever
// stands in front of us may take it the other way, and then the rest of one request is the next one. So there
// is one reading here, RFC 9112 section 6, and everything else is refused.
struct Framing
{
    std::uint64_t length = 0; // without `chunked`
    bool chunked = false;
};

// Throws Problem; the connection must then be closed, for nobody knows where the next request begins.
Framing framingOf(const Poco::Net::HTTPRequest& head);

} // namespace ace::server::http
