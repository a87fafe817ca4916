// SPDX-License-Identifier: MIT
#include "ConnectionList.h"

#include <map>

namespace ace::server::http {

namespace {

// From the last to the first: the last one that brings its household to the most is that household's first.
template <class Weigh>
ConnectionEntry* firstOfGreediest(const std::list<ConnectionEntry*>& entries, Weigh weigh)
{
    std::map<Household, std::size_t> sums;
    ConnectionEntry* found = nullptr;
    std::size_t most = 1;
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
        const std::size_t weight = weigh(**entry);
        if (weight == 0)
            continue;
        const std::size_t sum = sums[(*entry)->household] += weight;
        if (sum < most)
            continue;
        most = sum;
        found = *entry;
    }
    return found;
}

} // namespace

void ConnectionEntry::close()
{
    boost::system::error_code ignored;
    socket.close(ignored);
    if (bell)
        bell->cancel();
}

std::list<ConnectionEntry*>& ConnectionList::listOf(Phase phase)
{
    return phase == Phase::Idle ? idle_ : phase == Phase::Handshake ? shaking_ : busy_;
}

void ConnectionList::add(ConnectionEntry& entry)
{
    entry.phase = Phase::Closing;
    entry.place = busy_.insert(busy_.end(), &entry);
}

void ConnectionList::remove(ConnectionEntry& entry)
{
    listOf(entry.phase).erase(entry.place);
    idleCount_ = idle_.size();
}

void ConnectionList::enter(ConnectionEntry& entry, Phase phase, Monotonic deadline)
{
    auto& to = listOf(phase);
    to.splice(to.end(), listOf(entry.phase), entry.place);
    idleCount_ = idle_.size();
    entry.phase = phase;
    entry.deadline = deadline;
}

ConnectionEntry* ConnectionList::longestIdle() const { return idle_.empty() ? nullptr : idle_.front(); }

ConnectionEntry* ConnectionList::crowdedHandshake() const
{
    return firstOfGreediest(shaking_, [](const ConnectionEntry&) { return std::size_t(1); });
}

ConnectionEntry* ConnectionList::crowdedBody() const
{
    return firstOfGreediest(busy_, [](const ConnectionEntry& entry) {
        return entry.phase == Phase::Body && entry.stop == Stop::No ? entry.held : 0;
    });
}

ConnectionEntry* ConnectionList::oldestDebtor() const
{
    for (ConnectionEntry* entry : busy_)
        if (entry->phase == Phase::Writing && entry->owed > 0 && entry->socket.is_open())
            return entry;
    return nullptr;
}

} // namespace ace::server::http
