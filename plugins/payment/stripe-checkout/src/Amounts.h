// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Money.h>

#include <cstdint>
#include <optional>
#include <string>

namespace ace::stripecheckout {

// As Stripe counts it, which is as we do but for two currencies that it wants with decimals they do not have.
// None: the amount cannot be charged, for its last digits must be 0.
std::optional<std::int64_t> stripeAmount(const Money& money);
std::int64_t ourAmount(std::int64_t stripeAmount, const Currency& currency); // what stripeAmount() made of it
std::string stripeCurrency(const Currency& currency);                        // "usd"

} // namespace ace::stripecheckout
