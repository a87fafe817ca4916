// SPDX-License-Identifier: MIT
#pragma once

#include "RequestHead.h"

#include <ace/base/Clock.h>
#include <ace/server/http/Router.h>
#include <ace/server/http/Streaming.h>
#include <ace/server/http/WholeRequest.h>

#include <memory>
#include <optional>
#include <string>

namespace ace::server::http {

// An answer as it goes over the wire, but for the lines that only its connection knows.
struct Composed
{
    int status = 0;
    std::string head;                        // status line and fields, without the empty line
    std::shared_ptr<const std::string> body; // null: none. Shared with other connections that send the same
    std::optional<Pieces> pieces;            // come after the body
    bool chunkPieces = false;
    std::string topic; // events come after the head
    bool keepAlive = true;
    bool bodyIsShared = false; // with the cache: it costs this connection nothing
};

// One whole request and its whole answer.
struct Exchange
{
    RequestHead head;
    std::string body;
    Parties parties;
    std::string requestId;
    Router::Match route;
    Monotonic arrived{};
    Composed answer;
};

} // namespace ace::server::http
