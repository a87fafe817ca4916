// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ace::simulatedpayment {

// The first field of that name in an application/x-www-form-urlencoded body, decoded.
std::optional<std::string> findField(std::string_view body, std::string_view name);

} // namespace ace::simulatedpayment
