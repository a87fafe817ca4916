// SPDX-License-Identifier: MIT
#include "ConnectionList.h"

namespace ace::server::http {

void ConnectionEntry::close()
{
    boost::system::error_code ignored;
    socket.close(ignored);
    if (bell)
        bell->cancel();
}

void ConnectionList::add(ConnectionEntry& entry)
{
    entry.phase = Phase::Handshake;
    entry.place = busy_.insert(busy_.end(), &entry);
}

void ConnectionList::remove(ConnectionEntry& entry)
{
    (entry.phase == Phase::Idle ? idle_ : busy_).erase(entry.place);
    idleCount_ = idle_.size();
}

void ConnectionList::enter(ConnectionEntry& entry, Phase phase, Monotonic deadline)
{
    auto& from = entry.phase == Phase::Idle ? idle_ : busy_;
    auto& to = phase == Phase::Idle ? idle_ : busy_;
    to.splice(to.end(), from, entry.place);
    idleCount_ = idle_.size();
    entry.phase = phase;
    entry.deadline = deadline;
}

ConnectionEntry* ConnectionList::longestIdle() const { return idle_.empty() ? nullptr : idle_.front(); }

ConnectionEntry* ConnectionList::oldestDebtor() const
{
    for (ConnectionEntry* entry : busy_)
        if (entry->phase == Phase::Writing && entry->owed > 0 && entry->socket.is_open())
            return entry;
    return nullptr;
}

} // namespace ace::server::http
