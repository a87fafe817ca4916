// SPDX-License-Identifier: MIT
#include "AnswerCache.h"

namespace ace::server::http {

AnswerCache::Told AnswerCache::ask(const std::string& address, Monotonic now, const Wake& wake)
{
    const std::lock_guard lock(mutex_);
    if (entriesMost_ == 0)
        return {Todo::Alone, nullptr};
    auto [found, isNew] = entries_.try_emplace(address);
    Entry& entry = found->second;
    if (isNew)
        entry.place = order_.insert(order_.end(), address);
    else
        order_.splice(order_.end(), order_, entry.place);
    const auto age = entry.answer ? now - entry.answer->made : Microseconds::max();
    const bool fresh = entry.answer && age < entry.answer->shareFor;
    if (fresh && (entry.led || age < entry.answer->shareFor / 2))
        return {Todo::Take, entry.answer};
    if (!entry.led) {
        entry.led = true;
        return {Todo::Lead, nullptr};
    }
    entry.waiting.push_back(wake);
    return {Todo::Wait, nullptr};
}

void AnswerCache::finish(const std::string& address, Answer answer)
{
    std::vector<Wake> waiting;
    const Answer made = answer;
    {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(address);
        Entry& entry = found->second; // an entry that is led is never dropped
        entry.led = false;
        waiting.swap(entry.waiting);
        if (entry.answer)
            bytes_ -= entry.answer->bytes();
        entry.answer = std::move(answer);
        if (entry.answer)
            bytes_ += entry.answer->bytes();
        else
            drop(found);
        makeRoom();
    }
    for (const auto& wake : waiting)
        wake(made);
}

void AnswerCache::drop(Entries::iterator entry)
{
    if (entry->second.answer)
        bytes_ -= entry->second.answer->bytes();
    order_.erase(entry->second.place);
    entries_.erase(entry);
}

void AnswerCache::makeRoom()
{
    auto oldest = order_.begin();
    while ((entries_.size() > entriesMost_ || bytes_ > bytesMost_) && oldest != order_.end()) {
        const auto entry = entries_.find(*oldest++);
        if (!entry->second.led)
            drop(entry);
    }
}

void AnswerCache::dropStale(Monotonic now)
{
    const std::lock_guard lock(mutex_);
    for (auto entry = entries_.begin(); entry != entries_.end();) {
        const auto here = entry++;
        if (!here->second.led && now - here->second.answer->made >= here->second.answer->shareFor)
            drop(here);
    }
}

} // namespace ace::server::http
