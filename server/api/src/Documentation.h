// SPDX-License-Identifier: MIT
#pragma once

#include <ace/server/http/Router.h>

namespace ace::server::api {

// GET /openapi.json, /api/docs and the files of that page. They come from this program alone: its
// Content-Security- Policy allows no other origin and no inline script.
void addDocumentation(http::Router& router);

} // namespace ace::server::api
