// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>

#include <string>
#include <string_view>

namespace ace::kit {

// The body of POST /api/v1/scans. The same request is always the same text.
std::string toScanBody(const admission::ScanRequest& request);

// What the server answered: a scan, a ScanProblem, or an Error by the RFC 9457 problem or the bare status.
Result<admission::ScanOutcome> parseScanAnswer(int status, std::string_view body);

} // namespace ace::kit
