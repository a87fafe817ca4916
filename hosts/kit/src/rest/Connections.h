// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/RestClient.h>

#include <Poco/Net/HTTPClientSession.h>

#include <deque>
#include <memory>
#include <mutex>

namespace ace::kit {

// Idle connections to one server, the one used last on top. Thread-safe.
struct RestClient::Connections
{
    using Session = std::unique_ptr<Poco::Net::HTTPClientSession>;

    Connections(const ServerAccess& access, const Clock& clock, const Options& options)
        : access_(access), clock_(clock), options_(options)
    {
    }

    Session takeIdle();   // null: there is none that looks alive
    Session open() const; // throws Poco's exceptions
    void giveBack(Session session);

private:
    struct Idle
    {
        Session session;
        Monotonic since;
    };

    const ServerAccess& access_;
    const Clock& clock_;
    const Options& options_;
    std::mutex mutex_;
    std::deque<Idle> idle_; // oldest first
};

} // namespace ace::kit
