// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <string>
#include <string_view>

namespace ace::email {

// A QR code as a PNG of black and white, its quiet zone inside. Invalid: more than a code holds, or nothing.
Result<std::string> qrPng(std::string_view payload);

} // namespace ace::email
