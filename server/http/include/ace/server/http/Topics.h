// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace ace::server::http {

// What is said to the listeners of event streams, by topic. Each event gets an id; the last ones of each
// topic are kept, so that who comes back with Last-Event-ID misses nothing. Bounded everywhere: a listener
// that is too far behind is dropped (and comes back). Thread-safe; publish() never waits for a listener.
class Topics
{
public:
    using Frame =
        std::shared_ptr<const std::string>; // an event as it goes over the wire; shared by its listeners

    // One listener's end. `wake` is called from the publishing thread when there is something new.
    class Listener
    {
    public:
        Frame take();        // null: nothing new
        bool isLost() const; // too far behind

    private:
        friend class Topics;
        mutable std::mutex mutex_;
        std::deque<Frame> owed_;
        bool lost_ = false;
        std::function<void()> wake_;
    };

    // `run` names this run of the program: ids of another run are no ids of this one.
    explicit Topics(std::string run, std::size_t keptMost = 256, std::size_t topicsMost = 1024);

    // `data` may have several lines; `type` is one word.
    void publish(const std::string& topic, std::string_view type, std::string_view data);

    // With `lastEventId` come the events after it; where they are no longer known, one of type "missed"
    // tells the listener to read everything anew.
    std::shared_ptr<Listener> listen(const std::string& topic, std::string_view lastEventId,
                                     std::function<void()> wake);
    // After it `wake` is not called any more.
    void forget(const std::string& topic, const std::shared_ptr<Listener>& listener);
    std::size_t listenerCount() const;

private:
    struct Topic
    {
        std::uint64_t last = 0; // number of the newest event
        std::deque<Frame> kept;
        std::list<std::shared_ptr<Listener>> listeners; // shared with their connections
    };
    Topic& findOrAdd(const std::string& name);
    void makeRoom();
    void replay(Topic& topic, std::string_view lastEventId, Listener& listener) const;

    const std::string run_;
    const std::size_t keptMost_;
    const std::size_t topicsMost_;
    mutable std::mutex mutex_;
    std::map<std::string, Topic> topics_;
    std::uint64_t forgotten_ = 0; // the highest number of a topic that has gone: no number comes twice
    std::size_t listeners_ = 0;
};

} // namespace ace::server::http
