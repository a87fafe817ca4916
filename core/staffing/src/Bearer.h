// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>

#include <string>
#include <string_view>

namespace ace::staffing {

std::string newBearer(IdSource& ids); // 256 random bits as base64url: 43 characters
bool isBearer(std::string_view text); // by its form

} // namespace ace::staffing
