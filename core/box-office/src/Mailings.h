// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/LocalBoxOffice.h>

#include <string>

namespace ace::boxoffice {

// Mails that somebody asks for. Each is a promise on record, and so are its limits: no restart, no second
// server and no double click forgets them. Thread-safe; borrows all it is given.
class Mailings
{
public:
    explicit Mailings(const LocalBoxOffice::Parts& parts) : parts_(parts) {}

    Result<ResendOutcome> resendOrder(const ResendRequest& request);
    Result<void> sendLinks(const std::string& email, const std::string& language);

private:
    ResendOutcome resend(sdk::WriteAccess& access, const ResendRequest& request, JobId job) const;

    const LocalBoxOffice::Parts& parts_;
};

} // namespace ace::boxoffice
