// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/LocalBoxOffice.h>

#include <map>
#include <mutex>
#include <string>

namespace ace::boxoffice {

// Reads what payment methods list of changes, page by page, and promises a job for each that matters. How far
// it has come is on record with those jobs, so that a restart goes on from there. A call ends after about
// five seconds; the next one goes on.
//
//   a look       goes back to                                         begins
//   usual        ten minutes before the one before                    at the start, every three minutes
//   first, far   two days, or to the one before if that is earlier    never looked, or a day after the last
//                (30 days at most)                                    far one
//
// Thread-safe; borrows all it is given.
class ChangeReader
{
public:
    explicit ChangeReader(const LocalBoxOffice::Parts& parts) : parts_(parts) {}

    Result<std::size_t> read(); // how many jobs

private:
    struct Step
    {
        std::size_t jobs = 0;
        bool through = false;
    };
    Result<Step> readPage(const std::string& name, sdk::PaymentMethod& method);
    ChangeLook begin(ChangeLook look) const;
    Result<Step> keep(const std::string& name, ChangeLook look, const sdk::PaymentChanges& changes);
    std::size_t promise(sdk::WriteAccess& access, const sdk::PaymentNews& news) const;

    const LocalBoxOffice::Parts& parts_;
    std::mutex mutex_;
    std::map<std::string, Monotonic> resting_; // methods: not before then
};

} // namespace ace::boxoffice
