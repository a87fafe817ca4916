// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ace::stripecheckout {

// Of Checkout's page: the language itself, else its first part, else "auto".
std::string stripeLocale(std::string_view language);

} // namespace ace::stripecheckout
