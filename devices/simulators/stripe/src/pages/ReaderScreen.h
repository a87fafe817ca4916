// SPDX-License-Identifier: MIT
#pragma once

#include "state/Account.h"

#include <ace/stripe-simulator/Message.h>

namespace ace::stripesimulator {

inline constexpr std::string_view kReaderPath = "/reader/";

// What a person sees and does at a reader, at /reader/tmr_…. With the account locked.
Response readerScreen(Account& account, const Request& request);

} // namespace ace::stripesimulator
