// SPDX-License-Identifier: MIT
#include "ConnectionOf.h"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstdio>
#include <limits>

namespace ace::server::http {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t kAnswerPiece = 256u << 10; // what one sendTimeout is for

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

} // namespace

template <class Stream> void ConnectionOf<Stream>::owe(std::size_t bytes)
{
    entry_.owed = bytes;
    loop_.bytesOwed += bytes;
    while (loop_.bytesOwed > context_.shareOf(context_.options.bytesOwedMost)) {
        ConnectionEntry* debtor = loop_.connections.oldestDebtor();
        if (!debtor || debtor == &entry_)
            return;
        context_.refused(Refused::ReaderTooSlow);
        loop_.bytesOwed -= debtor->owed;
        debtor->owed = 0;
        debtor->close();
    }
}

template <class Stream> void ConnectionOf<Stream>::settle()
{
    loop_.bytesOwed -= entry_.owed;
    entry_.owed = 0;
}

template <class Stream>
asio::awaitable<bool> ConnectionOf<Stream>::send(std::array<asio::const_buffer, 2> buffers)
{
    sent_ = 0;
    if constexpr (!kSecure) { // what the kernel takes at once costs no turn of the loop
        boost::system::error_code notYet;
        sent_ = stream_.write_some(buffers, notYet);
        if (notYet && notYet != asio::error::would_block)
            co_return false;
        if (notYet)
            sent_ = 0;
        const std::size_t first = std::min(sent_, buffers[0].size());
        buffers[0] += first;
        buffers[1] += sent_ - first;
        if (buffers[0].size() + buffers[1].size() == 0)
            co_return true;
    }
    const auto [failed, count] = co_await asio::async_write(stream_, buffers, kToken);
    sent_ += count;
    co_return !failed;
}

template <class Stream>
asio::awaitable<bool> ConnectionOf<Stream>::write(std::shared_ptr<Exchange> exchange, bool keepAlive)
{
    Composed& answer = exchange->answer;
    answer.head += lastLines(context_, *exchange, keepAlive);
    static const std::string kNoBody;
    const std::string& body = answer.body ? *answer.body : kNoBody;
    enter(Phase::Writing, context_.options.sendTimeout * (1 + body.size() / kAnswerPiece));
    owe(answer.bodyIsShared ? 0 : body.size());
    const std::array<asio::const_buffer, 2> buffers = {asio::buffer(answer.head), asio::buffer(body)};
    const bool written = co_await send(buffers);
    co_return written;
}

template <class Stream>
asio::awaitable<bool> ConnectionOf<Stream>::writePiece(std::shared_ptr<Exchange> exchange, std::string piece)
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
asio::awaitable<bool> ConnectionOf<Stream>::writePieces(std::shared_ptr<Exchange> exchange)
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
asio::awaitable<void> ConnectionOf<Stream>::writeEvents(std::shared_ptr<Exchange> exchange)
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

template class ConnectionOf<tcp::socket>;
template class ConnectionOf<TlsStream>;

} // namespace ace::server::http
