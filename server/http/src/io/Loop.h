// SPDX-License-Identifier: MIT
#pragma once

#include "ConnectionList.h"
#include "FrontContext.h"
#include "HotAnswers.h"
#include "Tls.h"

#include <ace/base/Thread.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace ace::server::http {

namespace asio = boost::asio;
using boost::asio::ip::tcp;

// One I/O thread with its listening socket and connections. Everything but the constructor, start(),
// drain(), end() and what says so happens on that thread.
class Loop
{
public:
    // `tls`: null, or what handshakes take their certificate from.
    Loop(FrontContext& context, TlsSource* tls);
    ~Loop();

    Result<void> listen(const std::string& address, std::uint16_t port);
    std::uint16_t port() const { return port_; }
    void start(const std::string& threadName);
    void drain(); // accepts nothing more, ends when all is answered
    bool waitForEnd(std::chrono::milliseconds most);
    void end(); // cuts what is left
    void join();
    // From any thread: closes its longest idle connection soon. False: it has none that was not asked for
    // already.
    bool yieldIdle();

    Loop* other = nullptr; // that shares the caps with this one; null: none

    // Closes it for the sake of another; it counts as gone from now on. Null: nobody.
    void dismiss(ConnectionEntry* entry);

    FrontContext& context;
    ConnectionList connections; // before `io`, which still has their coroutines when it goes
    HotAnswers hot;
    std::atomic<std::size_t> bodyBytes{0}; // of its connections; as Figures says
    std::atomic<std::size_t> bytesOwed{0};
    asio::io_context io{1};

private:
    asio::awaitable<void> accept();
    asio::awaitable<void> sweep();
    void acceptRest();
    void welcome(tcp::socket socket);
    void shedForDescriptor();
    bool makeRoom(); // of an idle connection, here or at the other loop. False: there is none
    void sweepOnce();

    TlsSource* const tls_;
    tcp::acceptor acceptor_;
    std::atomic<std::size_t> yielding_{0}; // idle connections that were asked for
    int spareDescriptor_ = -1;
    std::uint16_t port_ = 0;
    std::mutex mutex_;
    std::condition_variable ended_;
    bool hasEnded_ = true;
    Thread thread_;
};

} // namespace ace::server::http
