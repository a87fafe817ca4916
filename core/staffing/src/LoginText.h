// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace ace::staffing {

bool isLogin(std::string_view text); // 2 to 64 of a-z 0-9 . _ - @ +

} // namespace ace::staffing
