// SPDX-License-Identifier: MIT
#include "Connection.h"

#include "Answering.h"

#include "../message/RequestReader.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstdio>
#include <limits>

// g++ 12 destroys a lambda that captures twice when it stands inside a co_await expression, and evaluates a
// co_await behind "and", "or" and "?" always: keep both out.
namespace ace::server::http {

namespace {

using boost::system::error_code;
using std::chrono::milliseconds;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

constexpr std::size_t kHeadPiece = 4096;
constexpr std::size_t kBodyPiece = 65536;
constexpr std::size_t kAnswerPiece = 256u << 10; // what one sendTimeout is for
constexpr milliseconds kRefusalMost{2000};
constexpr std::size_t kLingerBytesMost = 8u << 20;

// A listener for as long as this lives.
class Subscription
{
public:
    Subscription(Topics& topics, const std::string& topic, std::string_view lastEventId,
                 std::function<void()> wake)
        : topics_(topics), topic_(topic), listener_(topics.listen(topic, lastEventId, std::move(wake)))
    {
    }
    ~Subscription() { topics_.forget(topic_, listener_); }
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;
    Topics::Listener& listener() const { return *listener_; }

private:
    Topics& topics_;
    const std::string topic_;
    const std::shared_ptr<Topics::Listener> listener_;
};

template <class Stream> class Connection
{
public:
    static constexpr bool kSecure = !std::is_same_v<Stream, tcp::socket>;

    Connection(Loop& loop, Stream stream, Household household)
        : loop_(loop), context_(loop.context),
          stream_(std::move(stream)), entry_{stream_.lowest_layer(), household},
          reader_({context_.options.headBytesMost, context_.options.fieldsMost})
    {
        loop_.connections.add(entry_);
    }
    ~Connection()
    {
        settle();
        loop_.connections.remove(entry_);
        context_.census.leave(entry_.household);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    asio::awaitable<void> run();

private:
    enum class Next { Request, End };

    void enter(Phase phase, milliseconds most)
    {
        loop_.connections.enter(entry_, phase, context_.clock.monotonic() + most);
    }
    bool learnParties();
    asio::awaitable<bool> shakeHands();
    asio::awaitable<bool> receive();
    asio::awaitable<bool> sendContinue();
    asio::awaitable<Next> readRequest(std::shared_ptr<Exchange> exchange);
    asio::awaitable<void> refuse(std::shared_ptr<Exchange> exchange, Problem problem);
    asio::awaitable<void> tellTimeout(std::shared_ptr<Exchange> exchange);
    asio::awaitable<void> linger();
    asio::awaitable<bool> work(Lane lane, WorkerPool::Job job);
    asio::awaitable<void> answer(std::shared_ptr<Exchange> exchange);
    asio::awaitable<AnswerCache::Told> askForShared(std::shared_ptr<Exchange> exchange);
    asio::awaitable<bool> write(std::shared_ptr<Exchange> exchange, bool keepAlive);
    asio::awaitable<bool> writePieces(std::shared_ptr<Exchange> exchange);
    asio::awaitable<bool> writePiece(std::shared_ptr<Exchange> exchange, std::string piece);
    asio::awaitable<void> writeEvents(std::shared_ptr<Exchange> exchange);
    void owe(std::size_t bytes);
    void settle();

    Loop& loop_;
    FrontContext& context_;
    Stream stream_;
    ConnectionEntry entry_;
    RequestReader reader_;
    Parties parties_;
    bool first_ = true;
    std::uint64_t sent_ = 0; // bytes of the answer under way
};

template <class Stream> bool Connection<Stream>::learnParties()
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
    return true;
}

template <class Stream> asio::awaitable<bool> Connection<Stream>::shakeHands()
{
    if constexpr (kSecure) {
        if (loop_.handshakes >= context_.options.handshakesMost) {
            context_.refused(Refused::Handshake);
            co_return false;
        }
        enter(Phase::Handshake, context_.options.handshakeTimeout);
        ++loop_.handshakes;
        const auto [failed] = co_await stream_.async_handshake(Stream::server, kToken);
        --loop_.handshakes;
        if (failed)
            context_.refused(Refused::Handshake);
        co_return !failed;
    }
    co_return true;
}

template <class Stream> asio::awaitable<void> Connection<Stream>::run()
{
    if (!learnParties())
        co_return;
    const bool ready = co_await shakeHands();
    if (!ready)
        co_return;
    while (true) {
        auto exchange = std::make_shared<Exchange>(); // shared with the worker that answers it
        exchange->parties = parties_;
        const Next next = co_await readRequest(exchange);
        if (next == Next::End)
            co_return;
        co_await answer(exchange);
        const bool keepAlive = exchange->head.keepAlive && exchange->answer.keepAlive && !context_.draining;
        bool written = co_await write(exchange, keepAlive);
        if (written && exchange->answer.pieces)
            written = co_await writePieces(exchange);
        if (written && !exchange->answer.topic.empty())
            co_await writeEvents(exchange);
        settle();
        if (written)
            finish(context_, *exchange, sent_);
        if (!written || !keepAlive)
            break;
        reader_.next();
        first_ = false;
    }
    if constexpr (kSecure) {
        enter(Phase::Closing, kRefusalMost);
        co_await stream_.async_shutdown(kToken);
    }
}

template <class Stream> asio::awaitable<bool> Connection<Stream>::receive()
{
    if constexpr (!kSecure) {
        if (!reader_.hasBytes()) { // an idle connection owns no buffer
            reader_.releaseMemory();
            const auto [failed] = co_await stream_.async_wait(tcp::socket::wait_read, kToken);
            if (failed)
                co_return false;
        }
    }
    const auto room = reader_.room(entry_.phase == Phase::Body ? kBodyPiece : kHeadPiece);
    const auto [failed, count] =
        co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), kToken);
    reader_.arrived(failed ? 0 : count);
    co_return !failed;
}

template <class Stream> asio::awaitable<bool> Connection<Stream>::sendContinue()
{
    static constexpr std::string_view kGoOn = "HTTP/1.1 100 Continue\r\n\r\n";
    const auto [failed, count] = co_await asio::async_write(stream_, asio::buffer(kGoOn), kToken);
    co_return !failed;
}

template <class Stream>
asio::awaitable<typename Connection<Stream>::Next>
Connection<Stream>::readRequest(std::shared_ptr<Exchange> exchange)
{
    const FrontOptions& options = context_.options;
    bool continueOwed = false;
    if (reader_.hasBytes())
        enter(Phase::Head, options.headTimeout);
    else
        enter(Phase::Idle, first_ ? options.headTimeout : options.keepAliveTimeout);
    while (true) {
        const RequestReader::Step step = reader_.advance();
        if (step == RequestReader::Step::NeedsMore) {
            bool goesOn = !entry_.timedOut;
            if (goesOn && continueOwed)
                goesOn = co_await sendContinue();
            if (goesOn)
                goesOn = co_await receive();
            if (entry_.timedOut)
                co_await tellTimeout(exchange);
            if (entry_.timedOut || !goesOn)
                co_return Next::End;
            continueOwed = false;
            if (entry_.phase == Phase::Idle)
                enter(Phase::Head, options.headTimeout);
        } else if (step == RequestReader::Step::Head) {
            exchange->head = std::move(reader_.head());
            std::optional<Problem> problem;
            try {
                admitHead(context_, *exchange);
            } catch (const Problem& refused) {
                problem = refused; // co_await may not stand in a handler
            }
            if (problem) {
                co_await refuse(exchange, *problem);
                co_return Next::End;
            }
            reader_.limitBody(exchange->route.options().bodyBytesMost);
            continueOwed = exchange->head.expectsContinue;
            enter(Phase::Body, options.bodyTimeout);
        } else if (step == RequestReader::Step::Whole) {
            exchange->body = reader_.takeBody();
            exchange->arrived = context_.clock.monotonic();
            co_return Next::Request;
        } else {
            context_.refused(Refused::Malformed);
            co_await refuse(exchange, reader_.refusal());
            co_return Next::End;
        }
    }
}

template <class Stream>
asio::awaitable<void> Connection<Stream>::tellTimeout(std::shared_ptr<Exchange> exchange)
{
    const bool inHead = exchange->head.method.empty();
    context_.refused(inHead ? Refused::HeadTooSlow : Refused::BodyTooSlow);
    co_await refuse(exchange, {"request_timeout", inHead ? "The header was not complete in time."
                                                         : "The body was not complete in time."});
}

// The answer before the end. It lingers, for closing a socket with unread input resets the connection, and
// the client may lose the answer.
template <class Stream>
asio::awaitable<void> Connection<Stream>::refuse(std::shared_ptr<Exchange> exchange, Problem problem)
{
    exchange->arrived = context_.clock.monotonic();
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

template <class Stream> asio::awaitable<void> Connection<Stream>::linger()
{
    error_code ignored;
    stream_.lowest_layer().shutdown(tcp::socket::shutdown_send, ignored);
    for (std::size_t taken = 0; taken < kLingerBytesMost;) {
        const auto room = reader_.room(kBodyPiece); // never told to have arrived: it is overwritten
        const auto [failed, count] =
            co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), kToken);
        if (failed)
            co_return;
        taken += count;
    }
}

// False: the lane is full.
template <class Stream> asio::awaitable<bool> Connection<Stream>::work(Lane lane, WorkerPool::Job job)
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

template <class Stream> asio::awaitable<void> Connection<Stream>::answer(std::shared_ptr<Exchange> exchange)
{
    loop_.connections.enter(entry_, Phase::Working, Monotonic::max());
    const RouteOptions& route = exchange->route.options();
    bool leads = false;
    if (route.shareFor.count() > 0 && asksForAnybody(exchange->head)) {
        const AnswerCache::Told told = co_await askForShared(exchange);
        if (told.todo == AnswerCache::Todo::Take) {
            ++context_.shared;
            exchange->answer = present(*told.answer, exchange->head, exchange->parties.secure);
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
asio::awaitable<AnswerCache::Told> Connection<Stream>::askForShared(std::shared_ptr<Exchange> exchange)
{
    // Shared with the leader's call, which may come after this connection's end.
    auto bell = std::make_shared<asio::steady_timer>(loop_.io, asio::steady_timer::time_point::max());
    auto ring = [bell] { bell->cancel(); };
    const auto wake = [&io = loop_.io, ring] { asio::post(io, ring); };
    AnswerCache::Told told = context_.answers.ask(exchange->head.target, context_.clock.monotonic(), wake);
    if (told.todo != AnswerCache::Todo::Wait)
        co_return told;
    co_await bell->async_wait(kToken);
    told = context_.answers.ask(exchange->head.target, context_.clock.monotonic(), [] {});
    co_return told;
}

template <class Stream> void Connection<Stream>::owe(std::size_t bytes)
{
    entry_.owed = bytes;
    context_.bytesOwed += bytes;
    while (context_.bytesOwed > context_.options.bytesOwedMost) {
        ConnectionEntry* debtor = loop_.connections.oldestDebtor();
        if (!debtor || debtor == &entry_)
            return;
        context_.refused(Refused::ReaderTooSlow);
        context_.bytesOwed -= debtor->owed;
        debtor->owed = 0;
        debtor->close();
    }
}

template <class Stream> void Connection<Stream>::settle()
{
    context_.bytesOwed -= entry_.owed;
    entry_.owed = 0;
}

template <class Stream>
asio::awaitable<bool> Connection<Stream>::write(std::shared_ptr<Exchange> exchange, bool keepAlive)
{
    Composed& answer = exchange->answer;
    answer.head += lastLines(context_, *exchange, keepAlive);
    static const std::string kNoBody;
    const std::string& body = answer.body ? *answer.body : kNoBody;
    enter(Phase::Writing, context_.options.sendTimeout * (1 + body.size() / kAnswerPiece));
    owe(answer.bodyIsShared ? 0 : body.size());
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(answer.head), asio::buffer(body)};
    const auto [failed, count] = co_await asio::async_write(stream_, buffers, kToken);
    sent_ = count;
    co_return !failed;
}

template <class Stream>
asio::awaitable<bool> Connection<Stream>::writePiece(std::shared_ptr<Exchange> exchange, std::string piece)
{
    if (piece.empty())
        co_return true; // as a chunk it would be the last one
    std::array<char, 20> size{};
    std::array<asio::const_buffer, 3> buffers = {asio::const_buffer(), asio::buffer(piece),
                                                 asio::const_buffer()};
    if (exchange->answer.chunkPieces) {
        const int length = std::snprintf(size.data(), size.size(), "%zx\r\n", piece.size());
        buffers[0] = asio::buffer(size.data(), static_cast<std::size_t>(length));
        buffers[2] = asio::buffer("\r\n", 2);
    }
    enter(Phase::Writing, context_.options.sendTimeout);
    settle();
    owe(piece.size());
    const auto [failed, count] = co_await asio::async_write(stream_, buffers, kToken);
    sent_ += count;
    co_return !failed;
}

// False: the download is cut, and the connection with it.
template <class Stream>
asio::awaitable<bool> Connection<Stream>::writePieces(std::shared_ptr<Exchange> exchange)
{
    constexpr int kTriesMost = 100;
    constexpr milliseconds kPause{100};
    std::uint64_t left = exchange->answer.pieces->length.value_or(std::numeric_limits<std::uint64_t>::max());
    auto piece = std::make_shared<NextPiece>(); // shared with the worker that fills it
    for (int tries = 0; piece->outcome != NextPiece::Outcome::Last;) {
        loop_.connections.enter(entry_, Phase::Working, Monotonic::max());
        WorkerPool::Job job = [&context = context_, exchange, piece](bool late) {
            nextPiece(context, *exchange, *piece, late);
        };
        piece->outcome = NextPiece::Outcome::NotYet;
        co_await work(Lane::Slow, std::move(job));
        if (piece->outcome == NextPiece::Outcome::NotYet) { // the lane is full: others are before us
            if (++tries > kTriesMost)
                co_return false;
            asio::steady_timer pause(loop_.io, kPause);
            co_await pause.async_wait(kToken);
            continue;
        }
        tries = 0;
        if (piece->outcome == NextPiece::Outcome::Failed || piece->text.size() > left)
            co_return false;
        left -= piece->text.size();
        const bool written = co_await writePiece(exchange, std::move(piece->text));
        if (!written)
            co_return false;
    }
    if (exchange->answer.pieces->length)
        co_return left == 0;
    if (!exchange->answer.chunkPieces)
        co_return true;
    static constexpr std::string_view kLastChunk = "0\r\n\r\n";
    const auto [failed, count] = co_await asio::async_write(stream_, asio::buffer(kLastChunk), kToken);
    co_return !failed;
}

template <class Stream>
asio::awaitable<void> Connection<Stream>::writeEvents(std::shared_ptr<Exchange> exchange)
{
    static const auto kHeartbeat = std::make_shared<const std::string>(":\n\n");
    // Shared with whoever publishes.
    auto bell = std::make_shared<asio::steady_timer>(loop_.io);
    auto ring = [bell] { bell->cancel(); };
    const Subscription events(*context_.topics, exchange->answer.topic, exchange->head.field("Last-Event-ID"),
                              [&io = loop_.io, ring] { asio::post(io, ring); });
    bool lost = false;
    while (!lost && stream_.lowest_layer().is_open()) {
        Topics::Frame frame = events.listener().take();
        if (!frame) {
            enter(Phase::Events, context_.options.heartbeat + context_.options.sendTimeout);
            entry_.bell = bell.get();
            bell->expires_after(context_.options.heartbeat);
            const auto [rung] = co_await bell->async_wait(kToken);
            entry_.bell = nullptr;
            frame = rung ? events.listener().take() : kHeartbeat; // nobody spoke: this finds dead peers
        }
        lost = events.listener().isLost();
        if (!frame || lost)
            continue;
        enter(Phase::Events, context_.options.sendTimeout);
        const auto [failed, count] = co_await asio::async_write(stream_, asio::buffer(*frame), kToken);
        sent_ += count;
        lost = !!failed;
    }
}

} // namespace

asio::awaitable<void> serve(Loop& loop, tcp::socket socket, Household household)
{
    Connection<tcp::socket> connection(loop, std::move(socket), household);
    co_await connection.run();
}

asio::awaitable<void> serveTls(Loop& loop, tcp::socket socket, Household household,
                               std::shared_ptr<asio::ssl::context> context)
{
    Connection<asio::ssl::stream<tcp::socket>> connection(
        loop, asio::ssl::stream<tcp::socket>(std::move(socket), *context), household);
    co_await connection.run();
}

} // namespace ace::server::http
