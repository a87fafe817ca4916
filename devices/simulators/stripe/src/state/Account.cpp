// SPDX-License-Identifier: MIT
#include "Account.h"

#include <algorithm>

namespace ace::stripesimulator {

namespace {

constexpr const char* kDefaultVersion = "2026-10-28.endive";

// SplitMix64: each number once, well mixed.
std::uint64_t mixed(std::uint64_t state)
{
    state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9u;
    state = (state ^ (state >> 27)) * 0x94d049bb133111ebu;
    return state ^ (state >> 31);
}

} // namespace

Account::Account(const Clock& clock, std::uint64_t seed) : clock_(clock), seed_(seed) {}

std::int64_t Account::now() const
{
    return std::chrono::floor<std::chrono::seconds>(clock_.now()).time_since_epoch().count() + added_;
}

std::string Account::newId(const std::string& prefix, std::size_t length)
{
    static constexpr char kLetters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    std::uint64_t state = seed_ * 0x9e3779b97f4a7c15u + ++counters_[prefix] * 0xda942042e4dd58b5u;
    for (const char c : prefix)
        state = state * 31 + static_cast<unsigned char>(c);
    std::string id = prefix;
    for (std::size_t i = 0; i < length; ++i)
        id += kLetters[mixed(state += 0x9e3779b97f4a7c15u) % 62];
    return id;
}

const Json* Account::find(const std::string& id) const
{
    const auto found = objects_.find(id);
    return found == objects_.end() ? nullptr : &found->second;
}

Json* Account::find(const std::string& id)
{
    const auto found = objects_.find(id);
    return found == objects_.end() ? nullptr : &found->second;
}

Json& Account::need(const std::string& kind, const std::string& id)
{
    Json* const object = find(id);
    if (!object || object->at("object") != kind)
        throw noSuch(kind, id);
    return *object;
}

const std::deque<std::string>& Account::idsOf(const std::string& kind) const
{
    static const std::deque<std::string> kNone;
    const auto found = kinds_.find(kind);
    return found == kinds_.end() ? kNone : found->second;
}

Json& Account::add(Json object)
{
    const std::string id = object.at("id");
    auto& ids = kinds_[object.at("object")];
    ids.push_back(id);
    if (ids.size() > kObjectsMost) {
        objects_.erase(ids.front());
        ids.pop_front();
    }
    return objects_.insert_or_assign(id, std::move(object)).first->second;
}

void Account::remove(const std::string& id)
{
    const Json* const object = find(id);
    if (!object)
        return;
    std::erase(kinds_[object->at("object")], id);
    objects_.erase(id);
}

void Account::emit(const std::string& type, const Json& object)
{
    Json event{{"id", newId("evt_")},
               {"object", "event"},
               {"type", type},
               {"created", now()},
               {"livemode", false},
               {"api_version", cause_.apiVersion.empty() ? kDefaultVersion : cause_.apiVersion},
               {"data", {{"object", shown(object)}}},
               {"pending_webhooks", 0},
               {"request", {{"id", nullptr}, {"idempotency_key", nullptr}}}};
    if (!cause_.requestId.empty())
        event["request"]["id"] = cause_.requestId;
    if (!cause_.idempotencyKey.empty())
        event["request"]["idempotency_key"] = cause_.idempotencyKey;
    Json& kept = add(std::move(event));
    if (listener_)
        kept["pending_webhooks"] = listener_(kept);
}

void Account::later(std::int64_t when, std::function<void()> what) { agenda_.emplace(when, std::move(what)); }

void Account::runDue()
{
    while (!agenda_.empty() && agenda_.begin()->first <= now()) {
        const auto what = std::move(agenda_.begin()->second);
        agenda_.erase(agenda_.begin());
        what();
    }
}

void Account::advance(std::int64_t seconds)
{
    const std::int64_t end = now() + seconds;
    while (!agenda_.empty() && agenda_.begin()->first <= end) {
        added_ += std::max<std::int64_t>(0, agenda_.begin()->first - now());
        runDue();
    }
    added_ += std::max<std::int64_t>(0, end - now());
}

void Account::reset()
{
    added_ = 0;
    balanceIsEmpty_ = false;
    counters_.clear();
    objects_.clear();
    kinds_.clear();
    agenda_.clear();
    cause_ = {};
}

Json shown(const Json& object)
{
    if (object.is_array()) {
        Json list = Json::array();
        for (const Json& item : object)
            list.push_back(shown(item));
        return list;
    }
    if (!object.is_object())
        return object;
    Json copy = Json::object();
    for (const auto& [key, value] : object.items())
        if (!key.starts_with("_"))
            copy[key] = shown(value);
    return copy;
}

} // namespace ace::stripesimulator
