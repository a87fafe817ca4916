// SPDX-License-Identifier: MIT
#pragma once

#include "Faults.h"
#include "Idempotency.h"
#include "Operations.h"

#include "wire/ParameterTable.h"

#include <ace/stripe-simulator/Message.h>

#include <condition_variable>
#include <deque>
#include <mutex>

namespace ace::stripesimulator {

// Stripe's API over one account: keys, versions, parameters, idempotency, faults, the journal. Thread-safe;
// everything that it shares is under `mutex`.
class Api
{
public:
    Api(Account& account, std::mutex& mutex);

    Response handle(const Request& request);

    // The others: with the mutex held.
    Faults& faults() { return faults_; }
    Json journal(const std::string& method, const std::string& pathPattern) const; // oldest first
    void clearJournal() { journal_.clear(); }
    void release(); // the requests that a fault holds
    void reset();
    const std::vector<Operation>& table() const { return table_; }
    const Operations& operations() const { return operations_; }

private:
    struct Asked; // a request on its way through

    void route(Asked& asked) const;
    Response answer(Asked& asked);
    Response execute(Asked& asked);
    void waitAsFault(std::unique_lock<std::mutex>& lock, const Asked& asked, const char* hold);
    void note(const Asked& asked, int status);

    Account& account_;
    std::mutex& mutex_;
    std::condition_variable released_;
    std::uint64_t releases_ = 0;
    const std::vector<Operation> table_;
    Operations operations_;
    Faults faults_;
    Idempotency idempotency_;
    std::deque<Json> journal_;
};

} // namespace ace::stripesimulator
