// SPDX-License-Identifier: MIT
#include <ace/server/api/UnderWay.h>

#include <ace/server/http/Problem.h>

namespace ace::server::api {

UnderWay::Turn::Turn(UnderWay& underWay, std::string key) : underWay_(underWay), key_(std::move(key))
{
    underWay_.enter(key_);
}

UnderWay::Turn::~Turn() { underWay_.leave(key_); }

void UnderWay::enter(const std::string& key)
{
    std::unique_lock lock(mutex_);
    if (!left_.wait_for(lock, waitMost_, [&] { return !keys_.contains(key); }))
        throw http::Problem("request_under_way", "The first request with this key is still running.",
                            {{"Retry-After", "1"}});
    if (keys_.size() >= keysMost_)
        throw http::Problem("busy", "Too many requests are running.", {{"Retry-After", "1"}});
    keys_.insert(key);
}

void UnderWay::leave(const std::string& key)
{
    const std::lock_guard lock(mutex_);
    keys_.erase(key);
    left_.notify_all();
}

} // namespace ace::server::api
