// SPDX-License-Identifier: MIT
#include "ConnectionList.h"

#include <map>

namespace ace::server::http {

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
    std::map<Household, std::size_t> counts;
    ConnectionEntry* found = nullptr;
    std::size_t most = 0;
    for (auto entry = shaking_.rbegin(); entry != shaking_.rend(); ++entry) {
        const std::size_t count = ++counts[(*entry)->household];
        if (count >= most) { // from the last to the first: the most crowded one's first is the last found
            most = count;
            found = *entry;
        }
    }
    return found;
}

ConnectionEntry* ConnectionList::oldestDebtor() const
{
    for (ConnectionEntry* entry : busy_)
        if (entry->phase == Phase::Writing && entry->owed > 0 && entry->socket.is_open())
            return entry;
    return nullptr;
}

} // namespace ace::server::http
