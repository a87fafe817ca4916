// SPDX-License-Identifier: MIT
#pragma once

#include "Target.h"

#include <ace/base/Clock.h>
#include <ace/base/Thread.h>

#include <Poco/AutoPtr.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace Poco::Net {
class Context;
class HTTPClientSession;
class SocketAddress;
class StreamSocket;
} // namespace Poco::Net

namespace ace::stripe {

// No answer came, and whether the request arrived nobody knows.
class LostAnswer : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

struct HttpRequest
{
    std::string method;
    std::string target; // path and query
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body; // a form
};

struct HttpAnswer
{
    int status = 0;
    std::string type; // Content-Type
    std::string requestId;
    std::string shouldRetry; // "true", "false" or empty
    std::string retryAfter;
    std::optional<Instant> date; // by the other side's clock
    std::string body;
};

// One request and its answer after the other, over a connection that is kept for the next one. Where a kept
// one turns out to be closed, the request goes over a new one: nothing is sent that must not be sent twice.
// For one thread; interrupt() for any: its wait ends soon then. A name is looked up on a thread of its own
// (ace-stripe-dns), for nothing ends that wait.
class Exchange
{
public:
    Exchange(Target target, std::string caFile, const Clock& clock);
    ~Exchange();

    HttpAnswer perform(const HttpRequest& request, Monotonic deadline); // throws LostAnswer

    void interrupt() noexcept;
    void rearm() { interrupted_ = false; }
    bool interrupted() const { return interrupted_; }

private:
    class Lookup;
    class Breakable;
    struct Connection;

    std::vector<Poco::Net::SocketAddress> findAddresses(Monotonic deadline);
    std::string tryToConnect(Poco::Net::StreamSocket& socket, const Poco::Net::SocketAddress& address,
                             Monotonic deadline);
    void connect(Poco::Net::StreamSocket& socket, Monotonic deadline);
    std::unique_ptr<Poco::Net::HTTPClientSession> open(Poco::Net::StreamSocket& socket);
    std::unique_ptr<Connection> takeKept();
    HttpAnswer performOver(std::unique_ptr<Connection> connection, const HttpRequest& request,
                           Monotonic deadline);
    HttpAnswer talk(Connection& connection, const HttpRequest& request, Monotonic deadline);
    std::chrono::milliseconds timeLeft(Monotonic deadline) const; // throws LostAnswer: none

    const Target target_;
    const std::string caFile_;
    const Clock& clock_;
    std::atomic<bool> interrupted_{false};
    std::mutex mutex_;
    int breakable_ = -1;                        // the socket that interrupt() ends
    Poco::AutoPtr<Poco::Net::Context> context_; // made when it is needed: reading all certificates takes long
    std::unique_ptr<Connection> kept_;          // null: none
    std::shared_ptr<Lookup> lookup_;            // shared with its thread
    Thread lookingUp_;
};

} // namespace ace::stripe
