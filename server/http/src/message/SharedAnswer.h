// SPDX-License-Identifier: MIT
#pragma once

#include "Exchange.h"

#include <ace/base/Clock.h>
#include <ace/server/http/WholeResponse.h>

#include <memory>
#include <string>

namespace ace::server::http {

// A 200 that everybody who asks may have, in all the forms in which it is sent, made once.
struct SharedAnswer
{
    struct Form
    {
        std::string head; // without the empty line
        std::shared_ptr<const std::string> body;
        std::string etag;
    };

    Form plain;
    Form packed;          // gzip; no body: not worth it
    std::string sameHead; // of a 304, without ETag
    Monotonic made{};     // when its handler began: nothing in it is older
    std::chrono::milliseconds shareFor{0};

    std::size_t bytes() const;
};

// Who asks with these may be somebody in particular.
bool asksForAnybody(const RequestHead& request);

// Null: this answer is one client's own, or none to keep. Otherwise it takes the response's body, and leaves
// out fields that are not known to be for everybody.
std::shared_ptr<const SharedAnswer> makeShared(WholeResponse& response, Monotonic made,
                                               std::chrono::milliseconds shareFor);

// What this request gets of it: 304, packed or plain.
Composed present(const SharedAnswer& answer, const RequestHead& request, bool secure);

} // namespace ace::server::http
