// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ace::stripe {

// Parameters as Stripe spells them: {"line_items[0][quantity]", "1"}, {"expand[]", "payment_intent"}.
using Fields = std::vector<std::pair<std::string, std::string>>;

// application/x-www-form-urlencoded, UTF-8; a space is %20.
std::string formEncoded(const Fields& fields);

} // namespace ace::stripe
