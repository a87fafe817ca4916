// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>

#include <string>
#include <string_view>

namespace ace::server::api {

// The body of POST /api/v1/scans, with its hash; the scope is the caller's. Throws Problem `malformed`.
admission::ScanRequest parseScan(std::string_view body);

std::string renderScan(const admission::ScanAnswer& answer);

} // namespace ace::server::api
