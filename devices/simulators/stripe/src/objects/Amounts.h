// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>

namespace ace::stripesimulator {

// Throws ApiError where Stripe does not take this amount (in the minor unit) as a payment; `param` is what
// it is called.
void checkAmount(std::int64_t amount, const std::string& currency, const std::string& param);

// "12.50 USD", for people.
std::string amountText(std::int64_t amount, const std::string& currency);

} // namespace ace::stripesimulator
