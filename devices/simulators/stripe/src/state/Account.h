// SPDX-License-Identifier: MIT
#pragma once

#include "wire/ApiError.h"

#include <ace/base/Clock.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>

namespace ace::stripesimulator {

// What caused the events of now: a request, or nothing where time did.
struct Cause
{
    std::string requestId;
    std::string idempotencyKey;
    std::string apiVersion;
};

// One account's objects, its time and its events. Not thread-safe: the Simulator locks it. Fields whose
// names begin with "_" are the simulator's own notes and never shown. At most kObjectsMost objects of a
// kind are kept; the oldest go.
class Account
{
public:
    static constexpr std::size_t kObjectsMost = 100'000;

    Account(const Clock& clock, std::uint64_t seed);

    std::int64_t now() const; // Unix time in seconds, with all that was added
    const std::string& publicUrl() const { return publicUrl_; }
    const Json* find(const std::string& id) const;
    Json* find(const std::string& id);
    // The object of this kind ("payment_intent"), or ApiError 404.
    Json& need(const std::string& kind, const std::string& id);
    const std::deque<std::string>& idsOf(const std::string& kind) const; // oldest first
    Cause& cause() { return cause_; }
    bool balanceIsEmpty() const { return balanceIsEmpty_; } // new refunds then wait

    void setBalanceEmpty(bool empty) { balanceIsEmpty_ = empty; }
    void setPublicUrl(std::string url) { publicUrl_ = std::move(url); }
    std::string newId(const std::string& prefix,
                      std::size_t length = 24); // the same for the same seed and history
    // Keeps it under its "id" and "object".
    Json& add(Json object);
    void remove(const std::string& id);
    void emit(const std::string& type, const Json& object);
    // It answers to how many webhook endpoints the event goes.
    void onEvent(std::function<int(const Json& event)> listener) { listener_ = std::move(listener); }

    void later(std::int64_t when, std::function<void()> what);
    void runDue();
    void advance(std::int64_t seconds); // step by step, so that each thing happens at its time
    void reset();

private:
    const Clock& clock_;
    const std::uint64_t seed_;
    std::int64_t added_ = 0;
    bool balanceIsEmpty_ = false;
    std::string publicUrl_;
    std::map<std::string, std::uint64_t> counters_;
    std::map<std::string, Json> objects_;
    std::map<std::string, std::deque<std::string>> kinds_;
    std::multimap<std::int64_t, std::function<void()>> agenda_;
    std::function<int(const Json& event)> listener_;
    Cause cause_;
};

// The object as the API shows it.
Json shown(const Json& object);

} // namespace ace::stripesimulator
