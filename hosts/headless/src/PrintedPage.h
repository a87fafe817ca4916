// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace ace::headless {

// The bytes of the QR code on the first page of a PDF, as a scanner sees it: drawn by poppler's pdftoppm at
// 150 dpi, then read from its pixels. Throws Surprise.
std::string readPrintedQr(const std::filesystem::path& pdf);

} // namespace ace::headless
