// SPDX-License-Identifier: MIT
#pragma once

#include <ace/kit/RestClient.h>

#include <string>

namespace ace::kit {

// An answer that says no, RFC 9457: its code ("sold_out"), empty where there is none; its detail, or the bare
// status.
std::string problemCodeOf(const RestAnswer& answer);
std::string describeProblem(const RestAnswer& answer);

// The business said no (404, 409, 412, 422), with a code.
bool isRefusal(const RestAnswer& answer);

// A problem that no use case has a value for. `what` was refused: "the sale".
Failure failureOf(const RestAnswer& answer, const std::string& what);

} // namespace ace::kit
