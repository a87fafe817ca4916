// SPDX-License-Identifier: MIT
#pragma once

#include <ace/stripe-simulator/Message.h>

namespace ace::stripesimulator {

// ApiError 401 unless the request has a secret test key, as a bearer or as the user of basic authentication.
void checkKey(const Request& request);

// The version of the API that the request asks for, "2026-10-28.endive" where it does not say; ApiError for
// one that is not simulated.
std::string versionOf(const Request& request);

} // namespace ace::stripesimulator
