// SPDX-License-Identifier: MIT
// The short way: requests whose bytes are known are answered here, one after the other, without being read.
#include "ConnectionOf.h"

#include "../message/Compose.h"

#include <boost/asio/post.hpp>

#include <array>

namespace ace::server::http {

template <class Stream> asio::awaitable<bool> ConnectionOf<Stream>::serveHot()
{
    const FrontOptions& options = context_.options;
    while (true) {
        if (!reader_.hasBytes()) {
            enterIdle();
            const bool received = co_await receive();
            if (!received)
                co_return false;
        }
        const Monotonic begun = context_.clock.monotonic();
        const HotAnswer* hot = loop_.hot.find(reader_.peekHead(), fromProxy_, begun);
        if (!hot || context_.draining)
            co_return true;
        reader_.skipHead();
        ++context_.shared;
        const auto shared = hot->shared; // the table may lose it while this is being sent
        const auto body = hot->composed.body;
        const Finished finished{"GET", hot->route, hot->composed.status, {}, 0, {}};
        const bool keepAlive = hot->keepAlive;
        const std::string id = context_.requestIds.next();
        text_.assign(hot->composed.head);
        appendLastLines(text_, context_, id, keepAlive, hot->http10);
        loop_.connections.enter(entry_, Phase::Writing, begun + options.sendTimeout);
        const std::array<asio::const_buffer, 2> buffers = {asio::buffer(text_),
                                                           body ? asio::buffer(*body) : asio::const_buffer()};
        const bool sent = co_await send(buffers);
        if (!sent)
            co_return false;
        report(context_, finished, begun, text_.size() + (body ? body->size() : 0), id);
        first_ = false;
        if (!keepAlive) {
            co_await close();
            co_return false;
        }
        if (isTurnOver())
            co_await asio::post(loop_.io, kToken);
    }
}

template asio::awaitable<bool> ConnectionOf<tcp::socket>::serveHot();
template asio::awaitable<bool> ConnectionOf<TlsStream>::serveHot();

} // namespace ace::server::http
