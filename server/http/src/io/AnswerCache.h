// SPDX-License-Identifier: MIT
#pragma once

#include "../message/SharedAnswer.h"

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ace::server::http {

// Shared answers by address, for as long as each may be shared, and never two requests under way for the
// same one:
//
//   there is                        | who asks is told to
//   --------------------------------|-------------------------------------------------------------
//   an answer in its first half     | take it
//   one in its second half          | take it, but the first who asks is told to lead
//   none, and somebody leads        | wait for that one's answer
//   none                            | lead: make it, and call finish()
//
// Bounded in entries and bytes; the one that was asked for longest ago goes first. Thread-safe.
class AnswerCache
{
public:
    using Answer = std::shared_ptr<const SharedAnswer>;
    enum class Todo { Take, Lead, Wait, Alone };
    struct Told
    {
        Todo todo = Todo::Lead;
        Answer answer; // with Take
    };

    // Without entries everybody is told to ask alone.
    AnswerCache(std::size_t entriesMost, std::size_t bytesMost)
        : entriesMost_(entriesMost), bytesMost_(bytesMost)
    {
    }

    // Called once from the leader's thread; null: its answer is not to be shared.
    using Wake = std::function<void(const Answer&)>;

    // With Wait, `wake` is called.
    Told ask(const std::string& address, Monotonic now, const Wake& wake);
    void finish(const std::string& address, Answer answer); // null: it is not to be shared
    void dropStale(Monotonic now);

private:
    struct Entry
    {
        Answer answer; // null: being made
        bool led = false;
        std::vector<Wake> waiting;
        std::list<std::string>::iterator place{}; // in order_
    };
    using Entries = std::map<std::string, Entry>;

    void drop(Entries::iterator entry);
    void makeRoom();

    const std::size_t entriesMost_;
    const std::size_t bytesMost_;
    std::mutex mutex_;
    Entries entries_;
    std::list<std::string> order_; // of all entries, the one that was asked for longest ago first
    std::size_t bytes_ = 0;
};

} // namespace ace::server::http
