// SPDX-License-Identifier: MIT
#pragma once

#include "RequestHead.h"

namespace ace::server::http {

// Whoever stands in front of us may read an ambiguous head another way, and then the rest of one request is
// the next one. So there is one reading here, RFC 9112 sections 2 to 7 at their strictest, and everything
// else is refused: the parser lets several of these pass.
//
// Fills length, chunked and expectsContinue; turns an absolute-form target into origin-form. What it throws
// is a Problem; the connection must then be closed, for nobody knows where the next request begins.
void frame(RequestHead& head);

} // namespace ace::server::http
