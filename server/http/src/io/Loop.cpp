// SPDX-License-Identifier: MIT
#include "Loop.h"

#include "Connection.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <fcntl.h>
#include <unistd.h>

namespace ace::server::http {

namespace {

using boost::system::error_code;
constexpr auto kToken = asio::as_tuple(asio::use_awaitable);

constexpr std::chrono::milliseconds kSweepEvery{250};
constexpr std::chrono::milliseconds kSweepEveryDraining{20};
constexpr std::chrono::milliseconds kPauseWithoutDescriptors{50};
constexpr int kBacklog = 4096; // the kernel takes less where somaxconn is less
// Linux doubles it. What the kernel has taken of an answer is out of the write deadline's sight.
constexpr int kSendBuffer = 64 << 10;

int openSpare() { return ::open("/dev/null", O_RDONLY | O_CLOEXEC); }

std::string reason(const std::string& address, std::uint16_t port, const error_code& error)
{
    return "cannot listen on " + address + ":" + std::to_string(port) + ": " + error.message() +
           ". Choose another with --port, or end what listens there.";
}

} // namespace

Loop::Loop(FrontContext& theContext, TlsSource* tls)
    : context(theContext), tls_(tls), acceptor_(io), spareDescriptor_(openSpare())
{
}

Loop::~Loop()
{
    end();
    join();
    if (spareDescriptor_ >= 0)
        ::close(spareDescriptor_);
}

Result<void> Loop::listen(const std::string& address, std::uint16_t port)
{
    error_code error;
    const auto ip = asio::ip::make_address(address, error);
    const tcp::endpoint endpoint(ip, port);
    if (!error)
        acceptor_.open(endpoint.protocol(), error);
    // Not the port's sharing: a second server on it would take half of our customers.
    if (!error)
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor_.set_option(asio::socket_base::send_buffer_size(kSendBuffer), error); // inherited
    if (!error)
        acceptor_.bind(endpoint, error);
    if (!error)
        acceptor_.listen(kBacklog, error);
    if (error)
        return failure(ErrorCode::Invalid, reason(address, port, error), "server.port");
    acceptor_.non_blocking(true);
    port_ = acceptor_.local_endpoint().port();
    return {};
}

void Loop::start(const std::string& threadName)
{
    hasEnded_ = false;
    asio::co_spawn(io, accept(), asio::detached);
    asio::co_spawn(io, sweep(), asio::detached);
    thread_ = Thread(threadName, [this] {
        io.run();
        const std::lock_guard lock(mutex_);
        hasEnded_ = true;
        ended_.notify_all();
    });
}

void Loop::drain()
{
    asio::post(io, [this] {
        acceptRest();
        error_code ignored;
        acceptor_.close(ignored);
        sweepOnce();
    });
}

void Loop::join() { thread_.join(); }

bool Loop::waitForEnd(std::chrono::milliseconds most)
{
    std::unique_lock lock(mutex_);
    return ended_.wait_for(lock, most, [this] { return hasEnded_; });
}

void Loop::end()
{
    asio::post(io, [this] {
        error_code ignored;
        acceptor_.close(ignored);
        connections.forEach([&](ConnectionEntry& entry) { entry.close(); });
        io.stop();
    });
}

asio::awaitable<void> Loop::accept()
{
    while (acceptor_.is_open()) {
        tcp::socket socket(io);
        const auto [failed] = co_await acceptor_.async_accept(socket, kToken);
        if (!failed) {
            welcome(std::move(socket));
            continue;
        }
        if (failed == asio::error::no_descriptors ||
            failed == error_code(ENFILE, boost::system::system_category()))
            shedForDescriptor();
        if (!acceptor_.is_open())
            co_return;
        asio::steady_timer pause(io, kPauseWithoutDescriptors);
        co_await pause.async_wait(kToken);
    }
}

// What the kernel has accepted for us before we close the door.
void Loop::acceptRest()
{
    for (int i = 0; i < kBacklog && acceptor_.is_open(); ++i) {
        tcp::socket socket(io);
        error_code error;
        acceptor_.accept(socket, error);
        if (error)
            return;
        welcome(std::move(socket));
    }
}

// With the last descriptor gone, nobody is heard any more: the spare one tells one client at a time that we
// are full, and the longest idle connection gives up its own.
void Loop::shedForDescriptor()
{
    context.refused(Refused::NoDescriptor);
    error_code ignored;
    if (spareDescriptor_ >= 0) {
        ::close(spareDescriptor_);
        tcp::socket refused(io);
        acceptor_.accept(refused, ignored);
        refused.close(ignored);
    }
    spareDescriptor_ = openSpare();
    makeRoom();
}

bool Loop::makeRoom()
{
    ConnectionEntry* const idle = connections.longestIdle();
    dismiss(idle);
    return idle || (other && other->yieldIdle());
}

bool Loop::yieldIdle()
{
    if (++yielding_ > connections.idleCount()) {
        --yielding_;
        return false;
    }
    asio::post(io, [this] {
        --yielding_;
        dismiss(connections.longestIdle());
    });
    return true;
}

void Loop::dismiss(ConnectionEntry* entry)
{
    if (!entry)
        return;
    connections.enter(*entry, Phase::Closing, Monotonic::max());
    entry->close();
}

void Loop::welcome(tcp::socket socket)
{
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error)
        return; // gone already
    const Poco::Net::IPAddress address =
        Poco::Net::SocketAddress(peer.data(), static_cast<poco_socklen_t>(peer.size())).host();
    const Household household = householdOf(address);
    const auto verdict = context.census.enter(household, context.proxies.contains(address));
    if (verdict == Census::Verdict::TooManyOfOne)
        return context.refused(Refused::TooManyOfOneAddress);
    if (verdict == Census::Verdict::TooMany) {
        context.refused(Refused::TooManyConnections);
        if (!makeRoom())
            return context.census.leave(household);
    }
    ++context.accepted;
    socket.set_option(tcp::no_delay(true), error);
    if (tls_)
        asio::co_spawn(io, serveTls(*this, std::move(socket), household, tls_->current()), asio::detached);
    else
        asio::co_spawn(io, serve(*this, std::move(socket), household), asio::detached);
}

asio::awaitable<void> Loop::sweep()
{
    asio::steady_timer tick(io);
    while (!context.draining || acceptor_.is_open() || !connections.empty()) {
        tick.expires_after(context.draining ? kSweepEveryDraining : kSweepEvery);
        co_await tick.async_wait(kToken);
        sweepOnce();
    }
    io.stop();
}

// One coarse clock for every deadline, instead of a timer for every operation.
void Loop::sweepOnce()
{
    constexpr std::chrono::milliseconds kLastWord{2000};
    const Monotonic now = context.clock.monotonic();
    context.answers.dropStale(now);
    hot.dropStale(now);
    if (const std::size_t hung = context.workers.expire(); hung > 0)
        context.log.warn("http",
                         std::to_string(hung) + " requests have kept their workers for half a minute");
    connections.forEach([&](ConnectionEntry& entry) {
        error_code ignored;
        const bool unasked =
            entry.phase == Phase::Idle || entry.phase == Phase::Head || entry.phase == Phase::Handshake;
        const bool listens = entry.phase == Phase::Events; // whatever it has sent meanwhile
        if (context.draining && (listens || (unasked && entry.socket.available(ignored) == 0))) {
            entry.close();
        } else if (now < entry.deadline) {
            return;
        } else if (entry.phase == Phase::Head || entry.phase == Phase::Body) {
            entry.stop = Stop::TooSlow; // its reading ends, and it may say why
            entry.deadline = now + kLastWord;
            entry.socket.cancel(ignored);
            entry.phase = Phase::Closing;
        } else {
            if (entry.phase == Phase::Writing)
                context.refused(Refused::ReaderTooSlow);
            entry.close();
        }
    });
}

} // namespace ace::server::http
