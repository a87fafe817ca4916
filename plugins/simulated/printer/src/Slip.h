// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Document.h>

#include <string>

namespace ace::simulatedprinter {

inline constexpr std::size_t kColumns = 48; // 80 mm of paper

// What a receipt printer makes of it, as text; a QR code is a block that names its content.
std::string slipOf(const sdk::Document& document);

} // namespace ace::simulatedprinter
