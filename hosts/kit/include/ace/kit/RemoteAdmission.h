// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>

namespace ace::kit {

class RestClient;

// The gate of a server, over POST /api/v1/scans; thread-safe. The nonce makes each attempt the same scan.
//
//   Offline         no connection: the server never saw the scan
//   OutcomeUnknown  the scan was sent and no answer came, or the server failed: the same request again tells
//   Busy            the server asks to come again
//   Invalid         the server refuses this station (its credential) or this program (its request)
//
// `scope` and `bodyHash` of the request are not sent: the server makes its own from the credential and the
// body.
class RemoteAdmission : public admission::Admission
{
public:
    explicit RemoteAdmission(RestClient& client) : client_(client) {}

    Result<admission::ScanOutcome> admit(const admission::ScanRequest& request) override;

private:
    RestClient& client_;
};

} // namespace ace::kit
