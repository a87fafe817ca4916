// SPDX-License-Identifier: MIT
#pragma once

#include "Loop.h"

#include <boost/asio/ssl/context.hpp>

namespace ace::server::http {

// A connection from its first byte to its last, as a coroutine on the loop's thread. Both take its place in
// the census, which was entered before.
asio::awaitable<void> serve(Loop& loop, tcp::socket socket, Household household);
asio::awaitable<void> serveTls(Loop& loop, tcp::socket socket, Household household,
                               std::shared_ptr<asio::ssl::context> context);

} // namespace ace::server::http
