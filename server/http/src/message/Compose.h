// SPDX-License-Identifier: MIT
#pragma once

#include "Exchange.h"

#include <ace/server/http/WholeResponse.h>

#include <string>
#include <string_view>

namespace ace::server::http {

// What a handler said, as bytes: the front alone says how an answer travels (length, coding, connection,
// date), and adds the fields that every answer has. Packs text of at most `packedMost` bytes with gzip where
// the client takes it, answers a conditional GET that has the same ETag with 304.
Composed compose(const RequestHead& request, bool secure, WholeResponse& response, std::size_t packedMost);
// Turns the ETags of packed answers into those that the handlers gave, which know no others.
void forgetPacking(std::string& etags);

// The pieces of a head that other makers of answers need.
std::string headOf(const WholeResponse& response); // status line and fields, the front's own left out
void addField(std::string& head, std::string_view name, std::string_view value);
void addTransportSecurity(std::string& head); // for what goes over TLS

// "Sun, 22 Nov 2026 19:30:00 GMT", formatted once a second for each thread.
std::string_view httpDate(Instant now);

bool acceptsGzip(std::string_view acceptEncoding);
bool isText(std::string_view contentType); // worth packing
// RFC 9110 section 13.1.2, weak comparison.
bool matchesETag(std::string_view ifNoneMatch, std::string_view etag);

} // namespace ace::server::http
