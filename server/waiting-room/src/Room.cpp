// SPDX-License-Identifier: MIT
#include <ace/server/waiting-room/Room.h>

#include <algorithm>
#include <utility>

namespace ace::server::waitingroom {

namespace {

constexpr Microseconds kExchangeEvery = std::chrono::seconds(1);
constexpr Microseconds kCalledFor = std::chrono::seconds(60); // who has not come by then is skipped
constexpr Microseconds kQuietFor = std::chrono::seconds(60);  // then an automatic room closes
constexpr std::int32_t kCrowd = 48;                           // checkouts under way at once
constexpr double kLatelyShare = 0.1;                          // of the last second in admittedPerSecond_
constexpr std::int64_t kAskSoonest = 2, kAskLatest = 30;

// Of the lobby: its places 0 … count - 1 in an order that only who has the key can tell, each once. A Feistel
// network on the next power of four, walked until it is among them (Black and Rogaway, Ciphers with arbitrary
// finite domains, 2002).
std::int64_t drawn(const Digest& key, const std::string& event, std::int64_t number, std::int64_t count)
{
    if (number >= count) // another server has counted it, and has not told yet
        return number;
    int bits = 1; // of a half
    while (std::int64_t{1} << (2 * bits) < count)
        ++bits;
    const std::int64_t mask = (std::int64_t{1} << bits) - 1;
    std::int64_t place = number;
    do {
        std::int64_t left = place >> bits, right = place & mask;
        for (int round = 0; round < 4; ++round) {
            const Digest digest =
                hmacSha256(key, event + " " + std::to_string(round) + " " + std::to_string(right));
            std::int64_t mixed = 0;
            for (int i = 0; i < 7; ++i)
                mixed = mixed << 8 | digest[static_cast<std::size_t>(i)];
            left = std::exchange(right, left ^ (mixed & mask));
        }
        place = left << bits | right;
    } while (place >= count);
    return place;
}

std::chrono::seconds secondsOf(std::int64_t count)
{
    return std::chrono::seconds(std::clamp(count, kAskSoonest, kAskLatest));
}

} // namespace

Room::Room(Parts parts) : parts_(std::move(parts))
{
    std::unique_lock lock(mutex_);
    moveOn(lock);
    admittedBefore_ = totals().admitted;
    admittedPerSecond_ = 0;
}

WaitingCounts Room::totals() const
{
    return {known_.counts.lobby + since_.lobby, known_.counts.arrivals + since_.arrivals,
            known_.counts.admitted + since_.admitted};
}

std::int64_t Room::positionOf(const Place& place) const
{
    const std::int64_t lobby = totals().lobby;
    return place.lobby ? drawn(parts_.key, parts_.event, place.number, lobby) : lobby + place.number;
}

std::int64_t Room::inside() const
{
    std::int64_t called = 0;
    for (const LetIn& group : called_)
        called += group.left;
    return shopping_ + called;
}

bool Room::isActive() const
{
    if (parts_.clock.now() >= sale_.window.until)
        return false;
    return known_.mode == WaitingMode::On || (known_.mode == WaitingMode::Automatic && crowded_);
}

bool Room::asksForPass()
{
    std::unique_lock lock(mutex_);
    moveOn(lock);
    return isActive();
}

Place Room::arrive()
{
    Place place{parts_.ids.nextUuid()};
    std::unique_lock lock(mutex_);
    moveOn(lock);
    place.lobby = parts_.clock.now() < sale_.window.from;
    place.number = place.lobby ? totals().lobby : totals().arrivals;
    ++(place.lobby ? since_.lobby : since_.arrivals);
    letIn(parts_.clock.monotonic());
    return place;
}

View Room::look(const Place& place)
{
    std::unique_lock lock(mutex_);
    moveOn(lock);
    const Instant now = parts_.clock.now();
    View view;
    if (!isActive())
        return view;
    if (now < sale_.window.from) {
        view.turn = Turn::Lobby;
        view.opensAt = sale_.window.from;
        view.askAgain = secondsOf(std::chrono::ceil<std::chrono::seconds>(sale_.window.from - now).count());
        return view;
    }
    view.place = positionOf(place) + 1;
    view.ahead = view.place - 1 - totals().admitted;
    if (view.ahead < 0) {
        view.turn = Turn::Admitted;
        view.askAgain = secondsOf(kAskSoonest);
        return view;
    }
    view.turn = sale_.available <= 0 && sale_.held <= 0 ? Turn::SoldOut : Turn::Waiting;
    view.othersHold = sale_.available <= 0;
    view.askAgain = secondsOf(kAskLatest);
    if (!view.othersHold && admittedPerSecond_ > 0.01) {
        const double seconds = static_cast<double>(view.ahead + 1) / admittedPerSecond_;
        view.estimate = std::chrono::seconds(static_cast<std::int64_t>(seconds) + 1);
        view.askAgain = secondsOf(view.estimate->count() / 4);
    } else if (view.ahead < parts_.limits.insideMost) {
        view.askAgain = secondsOf(kAskSoonest + view.ahead / 50);
    }
    return view;
}

std::optional<Pass> Room::enter(const Place& place)
{
    std::unique_lock lock(mutex_);
    moveOn(lock);
    const Instant now = parts_.clock.now();
    if (now < sale_.window.from || positionOf(place) >= totals().admitted)
        return std::nullopt;
    // A copy of the same place is the same guest, and has the same time.
    if (const auto known = guests_.find(place.visitor); known != guests_.end())
        return known->second.ended ? std::nullopt : std::optional(Pass{place.visitor, known->second.until});
    const Pass pass{place.visitor, now + parts_.limits.passTime};
    if (!welcome(pass.visitor, pass.until))
        return std::nullopt;
    const auto called = std::ranges::find_if(called_, [](const LetIn& group) { return group.left > 0; });
    if (called != called_.end())
        --called->left;
    return pass;
}

Room::Guest* Room::welcome(const Uuid& visitor, Instant until)
{
    if (guests_.size() >= parts_.limits.guestsMost) {
        if (gone_.empty())
            return nullptr;
        guests_.erase(gone_.front());
        gone_.pop_front();
    }
    leaving_.emplace(until, visitor);
    ++shopping_;
    return &guests_.emplace(visitor, Guest{until}).first->second;
}

bool Room::isOver(const Place& place)
{
    const std::lock_guard lock(mutex_);
    const auto guest = guests_.find(place.visitor);
    return guest != guests_.end() && parts_.clock.now() >= guest->second.until;
}

bool Room::mayOrder(const Pass& pass)
{
    const std::lock_guard lock(mutex_);
    return isGood(pass);
}

bool Room::isGood(const Pass& pass) const
{
    const auto found = guests_.find(pass.visitor);
    if (found == guests_.end()) // another server let it in
        return parts_.clock.now() < pass.until;
    const Guest& guest = found->second;
    return parts_.clock.now() < std::min(pass.until, guest.until) &&
           guest.orders + guest.underWay < parts_.limits.ordersMost;
}

// Whom another server let in is counted here from the first order on.
bool Room::keepOrder(const Pass& pass)
{
    if (!isGood(pass))
        return false;
    const auto known = guests_.find(pass.visitor);
    Guest* guest = known != guests_.end() ? &known->second : welcome(pass.visitor, pass.until);
    if (guest)
        ++guest->underWay;
    return guest != nullptr;
}

void Room::giveOrderBack(const Uuid& visitor, bool made)
{
    const auto found = guests_.find(visitor);
    if (found == guests_.end())
        return; // forgotten meanwhile
    Guest& guest = found->second;
    guest.underWay = std::max(0, guest.underWay - 1);
    if (made && guest.orders++ == 0 && !guest.ended)
        --shopping_;
}

Room::Checkout::Checkout(Room& room, const std::optional<Pass>& pass)
    : room_(room), begun_(room.parts_.clock.monotonic())
{
    const std::lock_guard lock(room_.mutex_);
    if (pass && room_.keepOrder(*pass))
        visitor_ = pass->visitor;
    mayOrder_ = visitor_ || !room_.isActive();
    if (++room_.underWay_ >= kCrowd)
        room_.crowded_ = true;
}

void Room::Checkout::ordered(std::int64_t tickets) { tickets_ = tickets; }

Room::Checkout::~Checkout()
{
    const std::lock_guard lock(room_.mutex_);
    --room_.underWay_;
    room_.pace_.tookCheckout(room_.parts_.clock.monotonic() - begun_);
    if (tickets_ > 0)
        room_.take(tickets_);
    if (visitor_)
        room_.giveOrderBack(*visitor_, tickets_ > 0);
}

void Room::lookAtRecord()
{
    const std::lock_guard lock(mutex_);
    asked_.reset();
}

Room::Figures Room::figures()
{
    std::unique_lock lock(mutex_);
    moveOn(lock);
    return {{known_.mode, totals()},
            isActive(),
            std::max<std::int64_t>(0, places() - totals().admitted),
            inside(),
            pace_.perSecond()};
}

void Room::moveOn(std::unique_lock<std::mutex>& lock)
{
    const Monotonic now = parts_.clock.monotonic();
    if (!asking_ && (!asked_ || now >= *asked_ + kExchangeEvery)) {
        const double seconds = asked_ ? std::chrono::duration<double>(now - *asked_).count() : 1;
        asking_ = true;
        asked_ = now;
        exchange(lock);
        asking_ = false;
        judge(now, seconds);
    }
    forgetTheGone(now);
    letIn(now);
}

// How fast it goes, and whether an automatic room is needed.
void Room::judge(Monotonic now, double seconds)
{
    pace_.adjust(now, places() > totals().admitted);
    const std::int64_t admitted = totals().admitted;
    const double lately = static_cast<double>(admitted - admittedBefore_) / seconds;
    admittedPerSecond_ += kLatelyShare * (lately - admittedPerSecond_);
    admittedBefore_ = admitted;
    crowded_ = crowded_ || pace_.isSlow();
    const bool quiet = places() <= admitted && !pace_.isSlow() && underWay_ < kCrowd;
    quietSince_ = quiet ? quietSince_.value_or(now) : std::optional<Monotonic>();
    if (quietSince_ && now >= *quietSince_ + kQuietFor)
        crowded_ = false;
}

void Room::take(std::int64_t tickets)
{
    sale_.available -= tickets;
    sale_.held += tickets;
    taken_ += tickets;
}

// Without the lock: others go on with what is known. What cannot be asked is asked again in a second.
void Room::exchange(std::unique_lock<std::mutex>& lock)
{
    const WaitingCounts more = since_;
    taken_ = 0;
    lock.unlock();
    auto room = parts_.count(more);
    auto sale = parts_.sale();
    lock.lock();
    if (room) {
        known_ = *room;
        since_ = {since_.lobby - more.lobby, since_.arrivals - more.arrivals,
                  since_.admitted - more.admitted};
    } else {
        parts_.log.warn("waiting-room", "the counts of " + parts_.event +
                                            " are not exchanged now: " + room.error().describe());
    }
    const std::int64_t takenMeanwhile = taken_; // it may have been read before
    if (sale) {
        sale_ = *sale;
        take(takenMeanwhile);
    } else {
        parts_.log.warn("waiting-room",
                        "what is left of " + parts_.event + " is not known now: " + sale.error().describe());
    }
}

void Room::forgetTheGone(Monotonic now)
{
    const Instant wall = parts_.clock.now();
    while (!leaving_.empty() && leaving_.begin()->first <= wall) {
        const Uuid visitor = leaving_.begin()->second;
        Guest& guest = guests_.at(visitor);
        guest.ended = true;
        if (guest.orders == 0)
            --shopping_;
        gone_.push_back(visitor);
        leaving_.erase(leaving_.begin());
    }
    while (!called_.empty() && called_.front().at + kCalledFor <= now)
        called_.pop_front();
}

void Room::letIn(Monotonic now)
{
    const std::int64_t allowed = pace_.allowance(now);
    if (parts_.clock.now() < sale_.window.from)
        return;
    const std::int64_t waiting = places() - totals().admitted;
    const std::int64_t room = std::min(parts_.limits.insideMost, sale_.available) - inside();
    const std::int64_t count = std::min({allowed, waiting, room});
    if (count <= 0)
        return;
    since_.admitted += count;
    pace_.letIn(count);
    called_.push_back({now, count});
}

} // namespace ace::server::waitingroom
