// SPDX-License-Identifier: MIT
#pragma once

#include "api/Api.h"
#include "webhooks/Deliveries.h"

namespace ace::stripesimulator {

// What testers may do, as JSON over HTTP:
//   POST   /reset                               forget everything
//   GET    /clock     POST /clock               {"advance_seconds": 3600}: what falls due on the way happens
//   GET    /faults    POST /faults, DELETE      rules; see Faults.h
//   POST   /release                             let go what the faults hold_before and hold_after hold
//   GET    /requests  DELETE /requests          the journal; ?method=POST&path=/v1/refunds*
//   GET    /webhooks  POST /webhooks            the knobs; see Deliveries.h
//   POST   /webhook_endpoints             {"url", "secret", "enabled_events": ["*"]}: your own secret
//   GET    /deliveries                          each attempt and its answer
//   POST   /events/ID/resend
//   POST   /payment_intents/ID/settle           {"paid": true}: a delayed payment
//   POST   /readers/ID/act                      {"act": "tap"}; see Readers.h
//   POST   /disputes                            {"payment_intent" or "charge", "reason": "fraudulent"}
//   POST   /disputes/ID/close                   {"won": false}
//   POST   /balance                             {"empty": true}: new refunds wait
//   POST   /refunds/ID/fail, /refunds/ID/settle
class Control
{
public:
    Control(Account& account, Api& api, Deliveries& deliveries, std::mutex& mutex);

    Response handle(const Request& request);

private:
    struct Asked
    {
        std::string id; // in the path
        Json body;
        Json query;
    };
    using Act = Json (Control::*)(const Asked& asked);

    Json reset(const Asked&);
    Json showClock(const Asked&);
    Json moveClock(const Asked& asked);
    Json showFaults(const Asked&);
    Json addFault(const Asked& asked);
    Json clearFaults(const Asked&);
    Json release(const Asked&);
    Json showRequests(const Asked& asked);
    Json clearRequests(const Asked&);
    Json showKnobs(const Asked&);
    Json changeKnobs(const Asked& asked);
    Json addEndpoint(const Asked& asked);
    Json showDeliveries(const Asked&);
    Json resend(const Asked& asked);
    Json settle(const Asked& asked);
    Json actAt(const Asked& asked);
    Json dispute(const Asked& asked);
    Json endDispute(const Asked& asked);
    Json emptyBalance(const Asked& asked);
    Json refuseRefund(const Asked& asked);
    Json acceptRefund(const Asked& asked);

    Account& account_;
    Api& api_;
    Deliveries& deliveries_;
    std::mutex& mutex_;
};

} // namespace ace::stripesimulator
