// SPDX-License-Identifier: MIT
#pragma once

#include "FrontContext.h"

#include "../message/Exchange.h"

namespace ace::server::http {

// On a worker: the handler's answer, or what the wall makes of it. late: the request waited too long for it.
void answerExchange(FrontContext& context, Exchange& exchange, bool late) noexcept;

// As above, for a route whose answers may be shared, by the one that leads: the cache hears of it in any
// case.
void answerForAll(FrontContext& context, Exchange& exchange, bool late) noexcept;

// Without a handler, in the form that the address's audience likes.
void refuseExchange(FrontContext& context, Exchange& exchange, const Problem& problem) noexcept;

Problem busy(); // nothing was done; the client may try again soon

// Knows all of a request's head: who sent it, what it is called, where it goes. Throws Problem.
void admitHead(FrontContext& context, Exchange& exchange);

// A long answer's next piece, made on a worker.
struct NextPiece
{
    enum class Outcome { NotYet, More, Last, Failed };
    Outcome outcome = Outcome::NotYet;
    std::string text;
};
void nextPiece(FrontContext& context, Exchange& exchange, NextPiece& piece, bool late) noexcept;

// Tells the observer and the access log.
void finish(FrontContext& context, const Exchange& exchange, std::uint64_t bytes);

void report(FrontContext& context, Finished finished, Monotonic begun, std::uint64_t bytes,
            std::string_view id);

// The lines that each answer has for itself, and the empty one.
std::string lastLines(const FrontContext& context, const Exchange& exchange, bool keepAlive);
void appendLastLines(std::string& text, const FrontContext& context, std::string_view id, bool keepAlive,
                     bool http10);

} // namespace ace::server::http
