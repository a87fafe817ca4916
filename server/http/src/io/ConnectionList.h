// SPDX-License-Identifier: MIT
#pragma once

#include "Census.h"

#include <ace/base/Clock.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <list>

namespace ace::server::http {

// What a connection is doing, and so what its deadline means.
enum class Phase {
    Handshake,
    Idle, // between two requests, or before the first
    Head,
    Body,
    Working, // has no deadline: the handler decides
    Writing,
    Events,
    Closing,
};

// Why a connection should read no further; it may still say so.
enum class Stop { No, TooSlow, NoRoom };

struct ConnectionEntry
{
    boost::asio::ip::tcp::socket::lowest_layer_type& socket;
    Household household;
    Phase phase = Phase::Closing; // until it has begun
    Monotonic deadline = Monotonic::max();
    Stop stop = Stop::No;
    std::size_t owed = 0;                      // bytes of its answer that only it holds
    std::size_t held = 0;                      // bytes of its request's body
    boost::asio::steady_timer* bell = nullptr; // what it waits for instead of its socket; null: nothing
    std::list<ConnectionEntry*>::iterator place{};

    void close(); // its coroutine ends at once
};

// The connections of one loop, in three lists: the idle ones with the longest idle first, those that shake
// hands, and the others, with the one first that began its phase first.
class ConnectionList
{
public:
    void add(ConnectionEntry& entry);
    void remove(ConnectionEntry& entry);
    // Moves it to the end of its list.
    void enter(ConnectionEntry& entry, Phase phase, Monotonic deadline);

    ConnectionEntry* longestIdle() const; // null: none
    ConnectionEntry*
    oldestDebtor() const; // the one that has been taking its answer for the longest time; null: none
    // Of the household that shakes most hands at this moment, the one that began first; null: none.
    ConnectionEntry* crowdedHandshake() const;
    // The same of the household whose bodies have most bytes; null: nobody reads one.
    ConnectionEntry* crowdedBody() const;
    std::size_t handshakes() const { return shaking_.size(); }
    bool empty() const { return idle_.empty() && shaking_.empty() && busy_.empty(); }
    std::size_t idleCount() const { return idleCount_; } // from any thread

    template <class Visit> void forEach(Visit visit)
    {
        for (auto* list : {&idle_, &shaking_, &busy_})
            for (ConnectionEntry* entry : *list)
                visit(*entry);
    }

private:
    std::list<ConnectionEntry*>& listOf(Phase phase);

    std::list<ConnectionEntry*> idle_;
    std::list<ConnectionEntry*> shaking_;
    std::list<ConnectionEntry*> busy_;
    std::atomic<std::size_t> idleCount_{0};
};

} // namespace ace::server::http
