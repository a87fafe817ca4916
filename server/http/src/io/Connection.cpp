// SPDX-License-Identifier: MIT
#include "Connection.h"

#include "ConnectionOf.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>

namespace ace::server::http {

namespace {

using boost::system::error_code;
using std::chrono::milliseconds;

constexpr std::size_t kHeadPiece = 4096;
constexpr std::size_t kBodyPiece = 65536;
constexpr milliseconds kRefusalMost{2000};
constexpr std::size_t kLingerBytesMost = 8u << 20;

} // namespace

template <class Stream> bool ConnectionOf<Stream>::learnParties()
{
    error_code gone;
    const auto peer = stream_.lowest_layer().remote_endpoint(gone);
    if (gone)
        return false;
    const auto local = stream_.lowest_layer().local_endpoint(gone);
    if (gone)
        return false;
    parties_.client = {peer.data(), static_cast<poco_socklen_t>(peer.size())};
    parties_.server = {local.data(), static_cast<poco_socklen_t>(local.size())};
    parties_.secure = kSecure;
    fromProxy_ = context_.proxies.contains(parties_.client.host());
    stream_.lowest_layer().non_blocking(true, gone);
    return !gone;
}

template <class Stream> asio::awaitable<bool> ConnectionOf<Stream>::shakeHands()
{
    if constexpr (kSecure) {
        // Who has said nothing costs nothing, and makes room for others like who is idle.
        const Monotonic by = context_.clock.monotonic() + context_.options.handshakeTimeout;
        loop_.connections.enter(entry_, Phase::Idle, by);
        const auto [gone] = co_await stream_.next_layer().async_wait(tcp::socket::wait_read, kToken);
        if (gone)
            co_return false;
        if (loop_.connections.handshakes() >= context_.options.handshakesMost)
            loop_.dismiss(loop_.connections.crowdedHandshake());
        loop_.connections.enter(entry_, Phase::Handshake, by);
        const auto [failed] = co_await stream_.async_handshake(Stream::server, kToken);
        if (failed)
            context_.refused(Refused::Handshake);
        co_return !failed;
    }
    co_return true;
}

template <class Stream> asio::awaitable<void> ConnectionOf<Stream>::run()
{
    if (!learnParties())
        co_return;
    const bool ready = co_await shakeHands();
    if (!ready)
        co_return;
    firstHeadBy_ = context_.clock.monotonic() + context_.options.headTimeout;
    while (true) {
        const bool goesOn = co_await serveHot();
        if (!goesOn)
            co_return;
        auto exchange = std::make_shared<Exchange>(); // shared with the worker that answers it
        exchange->parties = parties_;
        const Next next = co_await readRequest(exchange);
        if (next == Next::End)
            co_return;
        co_await answer(exchange);
        hold(0);
        const bool keepAlive = exchange->head.keepAlive && exchange->answer.keepAlive && !context_.draining;
        bool written = co_await write(exchange, keepAlive);
        if (written && exchange->answer.pieces)
            written = co_await writePieces(exchange);
        if (written && !exchange->answer.topic.empty())
            co_await writeEvents(exchange);
        settle();
        if (written)
            finish(context_, *exchange, sent_);
        if (!written) {
            cut();
            co_return;
        }
        if (!keepAlive)
            break;
        reader_.next();
        first_ = false;
        if (isTurnOver())
            co_await asio::post(loop_.io, kToken);
    }
    co_await close();
}

// An orderly end would tell some clients that the answer was whole.
template <class Stream> void ConnectionOf<Stream>::cut()
{
    error_code ignored;
    stream_.lowest_layer().set_option(asio::socket_base::linger(true, 0), ignored);
    stream_.lowest_layer().close(ignored);
}

template <class Stream> asio::awaitable<void> ConnectionOf<Stream>::close()
{
    enter(Phase::Closing, kRefusalMost);
    if constexpr (kSecure)
        co_await stream_.async_shutdown(kToken);
    co_await linger();
}

template <class Stream> asio::awaitable<bool> ConnectionOf<Stream>::receive()
{
    if (!reader_.hasBytes())
        reader_.releaseMemory(); // an idle connection owns no buffer; with TLS, one for a head
    if constexpr (!kSecure) {
        if (!reader_.hasBytes()) {
            const auto [failed] = co_await stream_.async_wait(tcp::socket::wait_read, kToken);
            if (failed)
                co_return false;
        }
        // What is here already costs no turn of the loop.
        error_code notYet;
        const auto room = reader_.room(entry_.phase == Phase::Body ? kBodyPiece : kHeadPiece);
        const std::size_t count = stream_.read_some(asio::buffer(room.data(), room.size()), notYet);
        reader_.arrived(notYet ? 0 : count);
        if (notYet != asio::error::would_block)
            co_return !notYet;
    }
    const auto room = reader_.room(entry_.phase == Phase::Body ? kBodyPiece : kHeadPiece);
    const auto [failed, count] =
        co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), kToken);
    reader_.arrived(failed ? 0 : count);
    co_return !failed;
}

template <class Stream> asio::awaitable<bool> ConnectionOf<Stream>::sendContinue()
{
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [failed, count] = co_await asio::async_write(stream_, asio::buffer(kGoOn), kToken);
    co_return !failed;
}

template <class Stream>
asio::awaitable<typename ConnectionOf<Stream>::Next>
ConnectionOf<Stream>::readRequest(std::shared_ptr<Exchange> exchange)
{
    const FrontOptions& options = context_.options;
    bool continueOwed = false;
    if (reader_.hasBytes())
        enterHead();
    else
        enterIdle();
    while (true) {
        const RequestReader::Step step = reader_.advance();
        if (step == RequestReader::Step::NeedsMore) {
            bool goesOn = entry_.stop == Stop::No;
            if (goesOn && continueOwed)
                goesOn = co_await sendContinue();
            if (goesOn)
                goesOn = co_await receive();
            if (entry_.phase == Phase::Body && entry_.stop == Stop::No) {
                hold(reader_.held());
                makeRoomForBodies();
            }
            if (entry_.stop != Stop::No)
                co_await tellStop(exchange);
            if (entry_.stop != Stop::No || !goesOn)
                co_return Next::End;
            continueOwed = false;
            if (entry_.phase == Phase::Idle)
                enterHead();
        } else if (step == RequestReader::Step::Head) {
            exchange->head = std::move(reader_.head());
            std::optional<Problem> problem;
            try {
                admitHead(context_, *exchange);
            } catch (const Problem& refused) {
                problem = refused; // co_await may not stand in a handler
            }
            // Nobody waits for a body that no handler will see.
            if (!problem && exchange->route.refusal() && reader_.hasBody())
                problem = *exchange->route.refusal();
            if (problem) {
                co_await refuse(exchange, *problem);
                co_return Next::End;
            }
            reader_.limitBody(exchange->route.options().bodyBytesMost);
            continueOwed = exchange->head.expectsContinue;
            enter(Phase::Body, options.bodyTimeout);
        } else if (step == RequestReader::Step::Whole) {
            exchange->body = reader_.takeBody();
            hold(exchange->body.size());
            exchange->arrived = context_.clock.monotonic();
            co_return Next::Request;
        } else {
            context_.refused(Refused::Malformed);
            co_await refuse(exchange, reader_.refusal());
            co_return Next::End;
        }
    }
}

template <class Stream> void ConnectionOf<Stream>::hold(std::size_t bytes)
{
    loop_.bodyBytes += bytes - entry_.held;
    entry_.held = bytes;
}

// Whoever sends most at this moment gives up one of its bodies: this one, perhaps. What is whole is answered.
template <class Stream> void ConnectionOf<Stream>::makeRoomForBodies()
{
    while (loop_.bodyBytes > context_.shareOf(context_.options.bodyBytesMost)) {
        ConnectionEntry* const greedy = loop_.connections.crowdedBody();
        if (!greedy)
            return;
        greedy->stop = Stop::NoRoom;
        loop_.bodyBytes -= greedy->held;
        greedy->held = 0;
        error_code ignored;
        greedy->socket.cancel(ignored);
    }
}

template <class Stream>
asio::awaitable<void> ConnectionOf<Stream>::tellStop(std::shared_ptr<Exchange> exchange)
{
    if (entry_.stop == Stop::NoRoom) {
        context_.refused(Refused::NoRoomForBody);
        co_await refuse(exchange, busy());
        co_return;
    }
    const bool inHead = exchange->head.method.empty();
    context_.refused(inHead ? Refused::HeadTooSlow : Refused::BodyTooSlow);
    co_await refuse(exchange, {"request_timeout", inHead ? "The header was not complete in time."
                                                         : "The body was not complete in time."});
}

// The answer before the end. It lingers, for closing a socket with unread input resets the connection, and
// the client may lose the answer.
template <class Stream>
asio::awaitable<void> ConnectionOf<Stream>::refuse(std::shared_ptr<Exchange> exchange, Problem problem)
{
    reader_.drop();
    hold(0);
    exchange->arrived = context_.clock.monotonic();
    if (exchange->requestId.empty()) // its head was never whole
        exchange->requestId = context_.requestIds.next();
    refuseExchange(context_, *exchange, problem);
    enter(Phase::Closing, kRefusalMost);
    exchange->answer.head += lastLines(context_, *exchange, false);
    static const std::string kNoBody;
    const std::string& body = exchange->answer.body ? *exchange->answer.body : kNoBody;
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(exchange->answer.head),
                                                       asio::buffer(body)};
    const auto [failed, count] = co_await asio::async_write(stream_, buffers, kToken);
    if (failed)
        co_return;
    finish(context_, *exchange, count);
    co_await linger();
}

// Closing a socket with unread input resets the connection, and the client may lose the answer: so what is
// still on its way is taken in, for a moment.
template <class Stream> asio::awaitable<void> ConnectionOf<Stream>::linger()
{
    error_code ignored;
    stream_.lowest_layer().shutdown(tcp::socket::shutdown_send, ignored);
    tcp::socket* socket = nullptr; // under TLS, too, the bytes alone matter
    if constexpr (kSecure)
        socket = &stream_.next_layer();
    else
        socket = &stream_;
    for (std::size_t taken = 0; taken < kLingerBytesMost;) {
        const auto room = reader_.room(kHeadPiece); // never told to have arrived: it is overwritten
        const auto [failed, count] =
            co_await socket->async_read_some(asio::buffer(room.data(), room.size()), kToken);
        if (failed)
            co_return;
        taken += count;
    }
}

// False: the lane is full.
template <class Stream> asio::awaitable<bool> ConnectionOf<Stream>::work(Lane lane, WorkerPool::Job job)
{
    asio::steady_timer done(loop_.io, asio::steady_timer::time_point::max());
    auto wake = [&done] { done.cancel(); };
    auto run = [this, job = std::move(job), wake](bool late) {
        job(late);
        asio::post(loop_.io, wake); // on this thread, thus not before the wait below
    };
    if (!context_.workers.submit(lane, std::move(run)))
        co_return false;
    co_await done.async_wait(kToken);
    co_return true;
}

template <class Stream> asio::awaitable<void> ConnectionOf<Stream>::answer(std::shared_ptr<Exchange> exchange)
{
    loop_.connections.enter(entry_, Phase::Working, Monotonic::max());
    const RouteOptions& route = exchange->route.options();
    bool leads = false;
    if (route.shareFor.count() > 0 && asksForAnybody(exchange->head)) {
        const AnswerCache::Told told = co_await askForShared(exchange);
        if (told.todo == AnswerCache::Todo::Take) {
            ++context_.shared;
            exchange->answer = present(*told.answer, exchange->head, exchange->parties.secure);
            if (exchange->head.method == "HEAD")
                co_return; // few ask so: what is hot is a GET
            const HotAnswer hot{told.answer, exchange->answer, exchange->route.pattern(),
                                exchange->head.keepAlive, exchange->head.http10};
            loop_.hot.remember(reader_.lastHead(), fromProxy_, hot);
            co_return;
        }
        leads = told.todo == AnswerCache::Todo::Lead;
    }
    WorkerPool::Job job = [&context = context_, exchange, leads](bool late) {
        if (leads)
            answerForAll(context, *exchange, late);
        else
            answerExchange(context, *exchange, late);
    };
    const bool done = co_await work(route.slow ? Lane::Slow : Lane::Usual, std::move(job));
    if (done)
        co_return;
    context_.refused(Refused::QueueFull);
    refuseExchange(context_, *exchange, busy());
    if (leads)
        context_.answers.finish(exchange->head.target, nullptr);
}

// Wait: whoever led did not make an answer that can be shared.
template <class Stream>
asio::awaitable<AnswerCache::Told> ConnectionOf<Stream>::askForShared(std::shared_ptr<Exchange> exchange)
{
    struct Waiting
    {
        explicit Waiting(asio::io_context& io) : bell(io, asio::steady_timer::time_point::max()) {}
        asio::steady_timer bell;
        AnswerCache::Answer answer;
    };
    // However long it takes to make, an answer that was begun after this request came is new to it. One that
    // was begun long before is not: then one of those who waited makes the next, and all others wait for it.
    constexpr int kRoundsMost = 3;
    const Monotonic arrived = context_.clock.monotonic();
    AnswerCache::Told told;
    for (int round = 0; round < kRoundsMost; ++round) {
        // Shared with the leader's call, which may come after this connection's end.
        auto waiting = std::make_shared<Waiting>(loop_.io);
        const AnswerCache::Wake wake = [waiting, &io = loop_.io](const AnswerCache::Answer& answer) {
            waiting->answer = answer;
            asio::post(io, [waiting] { waiting->bell.cancel(); });
        };
        told = context_.answers.ask(exchange->head.target, context_.clock.monotonic(), wake);
        if (told.todo != AnswerCache::Todo::Wait)
            co_return told;
        co_await waiting->bell.async_wait(kToken);
        if (!waiting->answer)
            co_return told;
        if (arrived - waiting->answer->made < waiting->answer->shareFor) {
            told = {AnswerCache::Todo::Take, waiting->answer};
            co_return told;
        }
    }
    co_return told;
}

asio::awaitable<void> serve(Loop& loop, tcp::socket socket, Household household)
{
    ConnectionOf<tcp::socket> connection(loop, std::move(socket), household);
    co_await connection.run();
}

asio::awaitable<void> serveTls(Loop& loop, tcp::socket socket, Household household,
                               std::shared_ptr<asio::ssl::context> context)
{
    ConnectionOf<TlsStream> connection(loop, TlsStream(std::move(socket), *context), household);
    co_await connection.run();
}

} // namespace ace::server::http
