// SPDX-License-Identifier: MIT
#pragma once

#include <ace/staffing/Staffing.h>

namespace ace::kit {

class RestClient;

// What people do at this station about themselves, over the server's API. Thread-safe.
//
// The client must be this station's: its credential tells the server which station it is, and sends the
// bearer of who is logged in. A log-in is tried once only: each try counts as one.
class RemoteStaffing : public staffing::Staffing
{
public:
    explicit RemoteStaffing(RestClient& client) : client_(client) {}

    Result<std::vector<staffing::StaffHere>> staffAt(StationId station) override;
    Result<staffing::LoginOutcome> logIn(const staffing::PinLogin& login) override;
    Result<void> logOut(const std::string& bearer) override;
    Result<TimeEntry> clock(const std::string& bearer, ClockAction action,
                            const std::optional<sdk::IdempotencyKey>& idempotency) override;
    Result<std::optional<TimeEntry>> openEntry(const std::string& bearer) override;

private:
    RestClient& client_;
};

} // namespace ace::kit
