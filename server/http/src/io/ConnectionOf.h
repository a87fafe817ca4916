// SPDX-License-Identifier: MIT
#pragma once

#include "Answering.h"
#include "Loop.h"

#include "../message/RequestReader.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <array>

namespace ace::server::http {

// g++ 12 destroys a lambda that captures twice when it stands inside a co_await expression, and evaluates a
// co_await behind "and", "or" and "?" always: keep both out of them.
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

using TlsStream = asio::ssl::stream<tcp::socket>;

// A connection from its first byte to its last: reads a request, has it answered, writes the answer, until
// one side has enough. All of it on the loop's thread.
template <class Stream> class ConnectionOf
{
public:
    static constexpr bool kSecure = !std::is_same_v<Stream, tcp::socket>;

    ConnectionOf(Loop& loop, Stream stream, Household household)
        : loop_(loop), context_(loop.context),
          stream_(std::move(stream)), entry_{stream_.lowest_layer(), household},
          reader_({context_.options.headBytesMost, context_.options.fieldsMost})
    {
        loop_.connections.add(entry_);
    }
    ~ConnectionOf()
    {
        settle();
        hold(0);
        loop_.connections.remove(entry_);
        context_.census.leave(entry_.household);
    }
    ConnectionOf(const ConnectionOf&) = delete;
    ConnectionOf& operator=(const ConnectionOf&) = delete;

    asio::awaitable<void> run();

private:
    enum class Next { Request, End };

    void enter(Phase phase, std::chrono::milliseconds most)
    {
        loop_.connections.enter(entry_, phase, context_.clock.monotonic() + most);
    }
    // Who comes has one time for its first head, silent or not.
    void enterIdle()
    {
        if (first_)
            loop_.connections.enter(entry_, Phase::Idle, firstHeadBy_);
        else
            enter(Phase::Idle, context_.options.keepAliveTimeout);
    }
    void enterHead()
    {
        if (first_)
            loop_.connections.enter(entry_, Phase::Head, firstHeadBy_);
        else
            enter(Phase::Head, context_.options.headTimeout);
    }
    // One client's requests that are all here already never keep the thread from the others.
    bool isTurnOver()
    {
        constexpr unsigned kAnswersInATurn = 32;
        return ++answered_ % kAnswersInATurn == 0;
    }
    bool learnParties();
    // Answers all requests that are known by their bytes. False: the connection has ended.
    asio::awaitable<bool> serveHot();
    asio::awaitable<bool> send(std::array<asio::const_buffer, 2> buffers);
    asio::awaitable<void> close();
    void cut();
    asio::awaitable<bool> shakeHands();
    asio::awaitable<bool> receive();
    asio::awaitable<bool> sendContinue();
    asio::awaitable<Next> readRequest(std::shared_ptr<Exchange> exchange);
    asio::awaitable<void> refuse(std::shared_ptr<Exchange> exchange, Problem problem);
    asio::awaitable<void> tellStop(std::shared_ptr<Exchange> exchange);
    asio::awaitable<void> linger();
    asio::awaitable<bool> work(Lane lane, WorkerPool::Job job);
    asio::awaitable<void> answer(std::shared_ptr<Exchange> exchange);
    asio::awaitable<AnswerCache::Told> askForShared(std::shared_ptr<Exchange> exchange);
    asio::awaitable<bool> write(std::shared_ptr<Exchange> exchange, bool keepAlive);
    asio::awaitable<bool> writePieces(std::shared_ptr<Exchange> exchange);
    asio::awaitable<bool> writePiece(std::shared_ptr<Exchange> exchange, std::string piece);
    asio::awaitable<void> writeEvents(std::shared_ptr<Exchange> exchange);
    void hold(std::size_t bytes);
    void makeRoomForBodies();
    void owe(std::size_t bytes);
    void settle();

    Loop& loop_;
    FrontContext& context_;
    Stream stream_;
    ConnectionEntry entry_;
    RequestReader reader_;
    Parties parties_;
    std::string text_; // of a hot answer under way
    bool fromProxy_ = false;
    bool first_ = true;
    Monotonic firstHeadBy_{};
    unsigned answered_ = 0;
    std::size_t sent_ = 0; // bytes of the answer under way
};

} // namespace ace::server::http
