// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>

#include <string_view>

namespace ace::server::api {

// What must be equal when an idempotency key comes again: the address, and the body as JSON, however it is
// spelled, but of passwords, PINs and webhooks' secrets only whether they are there. A body that is no JSON
// throws Problem `malformed`; none at all is fine.
Digest hashOfRequest(std::string_view path, std::string_view body);

} // namespace ace::server::api
