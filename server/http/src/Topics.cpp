// SPDX-License-Identifier: MIT
#include <ace/server/http/Topics.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace ace::server::http {

namespace {

std::string frameOf(std::string_view id, std::string_view type, std::string_view data)
{
    std::string text;
    if (!id.empty())
        text.append("id: ").append(id).append("\n");
    text.append("event: ").append(type).append("\n");
    for (std::size_t at = 0; at <= data.size();) {
        const std::size_t end = std::min(data.find_first_of("\r\n", at), data.size());
        text.append("data: ").append(data.substr(at, end - at)).append("\n");
        at = end + (data.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return text + "\n";
}

} // namespace

Topics::Frame Topics::Listener::take()
{
    const std::lock_guard lock(mutex_);
    if (owed_.empty())
        return nullptr;
    Frame frame = std::move(owed_.front());
    owed_.pop_front();
    return frame;
}

bool Topics::Listener::isLost() const
{
    const std::lock_guard lock(mutex_);
    return lost_;
}

Topics::Topics(std::string run, std::size_t keptMost, std::size_t topicsMost)
    : run_(std::move(run)), keptMost_(keptMost), topicsMost_(topicsMost)
{
}

// A topic without listeners loses what it kept; who comes back to it is told that it missed something.
void Topics::makeRoom()
{
    if (topics_.size() < topicsMost_)
        return;
    const auto silent =
        std::ranges::find_if(topics_, [](const auto& entry) { return entry.second.listeners.empty(); });
    if (silent == topics_.end())
        return;
    forgotten_ = std::max(forgotten_, silent->second.last);
    topics_.erase(silent);
}

Topics::Topic& Topics::findOrAdd(const std::string& name)
{
    if (const auto found = topics_.find(name); found != topics_.end())
        return found->second;
    makeRoom();
    Topic& topic = topics_[name];
    topic.last = forgotten_;
    return topic;
}

void Topics::publish(const std::string& topic, std::string_view type, std::string_view data)
{
    const std::lock_guard lock(mutex_);
    Topic& found = findOrAdd(topic);
    const std::string id = run_ + "-" + std::to_string(++found.last);
    const Frame frame = std::make_shared<const std::string>(frameOf(id, type, data));
    found.kept.push_back(frame);
    if (found.kept.size() > keptMost_)
        found.kept.pop_front();
    for (const auto& listener : found.listeners) {
        const std::lock_guard own(listener->mutex_);
        if (listener->owed_.size() < keptMost_)
            listener->owed_.push_back(frame);
        else
            listener->lost_ = true;
        listener->wake_();
    }
}

void Topics::replay(Topic& topic, std::string_view lastEventId, Listener& listener) const
{
    if (lastEventId.empty())
        return;
    std::uint64_t number = 0;
    bool known = lastEventId.size() > run_.size() + 1 && lastEventId.starts_with(run_ + "-");
    if (known) {
        const std::string_view digits = lastEventId.substr(run_.size() + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        known = error == std::errc() && end == digits.data() + digits.size() && number <= topic.last &&
                topic.last - number <= topic.kept.size();
    }
    if (!known) {
        listener.owed_.push_back(std::make_shared<const std::string>(frameOf({}, "missed", "")));
        return;
    }
    const auto missed = static_cast<std::ptrdiff_t>(topic.last - number);
    listener.owed_.assign(topic.kept.end() - missed, topic.kept.end());
}

std::shared_ptr<Topics::Listener> Topics::listen(const std::string& topic, std::string_view lastEventId,
                                                 std::function<void()> wake)
{
    auto listener = std::make_shared<Listener>();
    listener->wake_ = std::move(wake);
    const std::lock_guard lock(mutex_);
    Topic& found = findOrAdd(topic);
    replay(found, lastEventId, *listener);
    found.listeners.push_back(listener);
    ++listeners_;
    return listener;
}

void Topics::forget(const std::string& topic, const std::shared_ptr<Listener>& listener)
{
    const std::lock_guard lock(mutex_);
    if (const auto found = topics_.find(topic); found != topics_.end())
        listeners_ -= found->second.listeners.remove(listener);
}

std::size_t Topics::listenerCount() const
{
    const std::lock_guard lock(mutex_);
    return listeners_;
}

} // namespace ace::server::http
