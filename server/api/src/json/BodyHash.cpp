// SPDX-License-Identifier: MIT
#include "BodyHash.h"

#include "JsonReader.h"

namespace ace::server::api {

Digest hashOfRequest(std::string_view path, std::string_view body)
{
    const std::string canonical = body.empty() ? "" : parseBody(body).dump();
    return sha256(std::string(path) + '\n' + canonical);
}

} // namespace ace::server::api
