// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>

namespace ace::loadtest {

// What a stub server does wrong.
enum class Defect {
    Oversells,
    LosesOrders,        // an order is gone once it has been answered
    ChangesTotals,      // the second answer names another total
    HalvesOrders,       // an order of two has one ticket
    LeaksStock,         // a seat is gone that no order has
    SellsTwicePerKey,   // the same key sells again
    IgnoresOtherBodies, // the same key with another body gives the first answer
    MisgivesChange,
    LosesPdfs,
    AdmitsTwice,
    ForgetsVerdicts, // a nonce that comes again is judged anew
    LosesAdmissions, // whoever is admitted is told he has been here before
    DisownsTickets,  // every token is invalid
    DropsAnswers,    // every third order and scan is done and its connection cut
    Dawdles,         // 20 ms for each answer
    FailsEveryOther, // every second request is answered 503 and does nothing
};

// The API's contract, kept in memory, for one event "show" with one ticket type "seat" and one gate "door".
// Every answer comes from its own thread.
class StubServer
{
public:
    StubServer(std::int64_t quota, std::set<Defect> defects = {});
    ~StubServer();
    StubServer(const StubServer&) = delete;
    StubServer& operator=(const StubServer&) = delete;

    std::string url() const;
    std::int64_t sold() const; // tickets
    std::int64_t admitted() const;
    void become(std::set<Defect> defects); // from now on

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace ace::loadtest
