// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Bytes.h>
#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/domain/catalog/Event.h>
#include <ace/domain/sales/WaitingRoom.h>
#include <ace/server/waiting-room/Pace.h>
#include <ace/server/waiting-room/Place.h>

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace ace::server::waitingroom {

// What the room must know of its event's sale.
struct Sale
{
    TimeWindow window;
    std::int64_t available = 0; // tickets that a customer of the shop can still get
    std::int64_t held = 0;      // of others, who may yet give them back
};

enum class Turn {
    Open,     // nobody has to wait
    Lobby,    // the sale has not begun
    Waiting,  //
    Admitted, // enter()
    SoldOut,
};

// What somebody who waits is told.
struct View
{
    Turn turn = Turn::Open;
    std::int64_t place = 0;                       // after the opening, from 1; it never changes
    std::int64_t ahead = 0;                       // Waiting: how many come first
    std::optional<std::chrono::seconds> estimate; // Waiting; none: it cannot be told
    bool othersHold = false;                      // Waiting: all that is left is in somebody's cart
    std::chrono::seconds askAgain{0};
    Instant opensAt = {}; // Lobby
};

struct Limits
{
    std::int64_t insideMost = 500; // customers who shop at the same time
    std::int32_t ordersMost = 3;   // that one pass may make
    std::chrono::minutes passTime{15};
    std::size_t guestsMost = 100'000; // that are remembered, with those whose pass has ended
};

// The waiting room of one event.
//
// Everybody has a place: a signed number in the browser. Who came before the sale opens is in the lobby,
// whose places are drawn at the opening: a permutation that only who has the key can work out, so that coming
// early is no use. Who comes later is behind all of them, first come first served. One counter, `admitted`,
// says up to which place customers may shop; it grows as fast as the checkouts go through (Pace), and never
// lets in more people at a time than there are tickets for them. So nothing is kept of those who wait; of
// those who came in, their ids: a place lets in once. Of those whose pass has ended the oldest are forgotten
// first.
//
//   lobby ──opens──▶ waiting ──place < admitted──▶ admitted ──enter()──▶ a pass, `ordersMost` orders ──▶ over
//
// Several servers add up their counts once a second, on record; until then each knows its own, so a place is
// right to within a second. Thread-safe; whoever asks moves it on, so that it costs nothing when nobody does.
class Room
{
public:
    struct Parts
    {
        const Clock& clock;
        IdSource& ids;
        Log& log;
        std::string event; // its slug
        Digest key{};      // that draws the lobby's order
        // Adds what has come, and answers what has come to all servers.
        std::function<Result<WaitingRoom>(const WaitingCounts& more)> count;
        std::function<Result<Sale>()> sale;
        Limits limits = {};
    };

    explicit Room(Parts parts);

    bool asksForPass(); // whether customers have to wait now
    Place arrive();
    View look(const Place& place);
    // The pass of this place, the same one however often it is asked for. None: it is not its turn, its pass
    // has ended, or too many are inside.
    std::optional<Pass> enter(const Place& place);
    bool isOver(const Place& place); // its pass has ended: who wants another takes a new place
    bool mayOrder(const Pass& pass);

    // One checkout, from its construction to its end: how long it took is what the pace is made of. It keeps
    // one of its pass's orders for itself, and gives it back when it made none.
    class Checkout
    {
    public:
        Checkout(Room& room, const std::optional<Pass>& pass);
        ~Checkout();
        Checkout(const Checkout&) = delete;
        bool mayOrder() const { return mayOrder_; }
        void ordered(std::int64_t tickets); // they are held now

    private:
        Room& room_;
        std::optional<Uuid> visitor_; // whose pass has kept an order for it
        bool mayOrder_ = false;
        Monotonic begun_;
        std::int64_t tickets_ = 0;
    };

    struct Figures
    {
        WaitingRoom room;
        bool active = false;
        std::int64_t waiting = 0;
        std::int64_t inside = 0;
        double perSecond = 0;
    };
    Figures figures();
    void lookAtRecord(); // now, and not within the next second

private:
    struct Guest
    {
        Instant until; // of the pass
        std::int32_t orders = 0;
        std::int32_t underWay = 0; // checkouts that may become orders
        bool ended = false;
    };
    struct LetIn
    {
        Monotonic at;
        std::int64_t left; // who have not come in yet
    };

    void moveOn(std::unique_lock<std::mutex>& lock);
    void exchange(std::unique_lock<std::mutex>& lock);
    void judge(Monotonic now, double seconds);
    void letIn(Monotonic now);
    void take(std::int64_t tickets);
    Guest* welcome(const Uuid& visitor, Instant until); // null: too many are inside
    bool isGood(const Pass& pass) const;
    bool keepOrder(const Pass& pass);
    void giveOrderBack(const Uuid& visitor, bool made);
    void forgetTheGone(Monotonic now);
    std::int64_t positionOf(const Place& place) const;
    std::int64_t places() const { return totals().lobby + totals().arrivals; }
    WaitingCounts totals() const;
    std::int64_t inside() const;
    bool isActive() const;

    Parts parts_;
    mutable std::mutex mutex_;
    WaitingRoom known_;   // of all servers, when last asked
    WaitingCounts since_; // of this one, since then
    Sale sale_;
    std::int64_t taken_ = 0; // tickets that were ordered here since it was asked for
    Pace pace_;
    bool asking_ = false;
    std::optional<Monotonic> asked_;
    std::optional<Monotonic> quietSince_;
    bool crowded_ = false; // automatic: it was too slow, and somebody may still wait
    std::int32_t underWay_ = 0;
    double admittedPerSecond_ = 0; // of late
    std::int64_t admittedBefore_ = 0;
    std::map<Uuid, Guest> guests_;
    std::set<std::pair<Instant, Uuid>> leaving_; // guests by the end of their pass
    std::deque<Uuid> gone_;                      // guests whose pass has ended, in this order
    std::int64_t shopping_ = 0;                  // guests inside who have ordered nothing yet
    std::deque<LetIn> called_;
};

} // namespace ace::server::waitingroom
