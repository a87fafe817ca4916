// SPDX-License-Identifier: MIT
#pragma once

#include "FrontContext.h"

#include "../message/Exchange.h"

namespace ace::server::http {

// On a worker: the handler's answer, or what the wall makes of it. late: the request waited too long for it.
void answerExchange(FrontContext& context, Exchange& exchange, bool late) noexcept;

// Without a handler, in the form that the address's audience likes.
void refuseExchange(FrontContext& context, Exchange& exchange, const Problem& problem) noexcept;

Problem busy(); // nothing was done; the client may try again soon

// Knows all of a request's head: who sent it, what it is called, where it goes. Throws Problem.
void admitHead(FrontContext& context, Exchange& exchange);

// Tells the observer and the access log.
void finish(FrontContext& context, const Exchange& exchange, std::uint64_t bytes);

// The lines that each answer has for itself, and the empty one.
std::string lastLines(const FrontContext& context, const Exchange& exchange, bool keepAlive);

} // namespace ace::server::http
