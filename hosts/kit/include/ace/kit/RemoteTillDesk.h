// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/TillDesk.h>

namespace ace::kit {

class RestClient;

// Over the server's API: the sessions of a till. Thread-safe.
class RemoteTillDesk : public TillDesk
{
public:
    explicit RemoteTillDesk(RestClient& client) : client_(client) {}

    Result<std::optional<TillState>> findOpen(TillId till) override;
    Result<TillOutcome> open(TillId till, const Money& openingFloat, const std::string& key) override;
    Result<TillOutcome> close(TillSessionId session, const Money& counted, const std::string& key) override;

private:
    RestClient& client_;
};

} // namespace ace::kit
