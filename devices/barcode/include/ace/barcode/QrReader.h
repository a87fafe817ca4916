// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace ace::barcode {

// Borrowed pixels of one byte, 0 black. Row y starts at y * stride.
struct GreyImage
{
    std::span<const std::uint8_t> pixels;
    int width = 0;
    int height = 0;
    std::size_t stride = 0; // bytes
};

// Longer sides are not searched: no camera or scan of ours has them.
inline constexpr int kMaxImageSide = 8192;

// The bytes of one QR code in the picture, as they were read. None when there is none, when it cannot be
// corrected, or when the picture's size does not fit its pixels.
std::optional<std::string> readQr(const GreyImage& image);

} // namespace ace::barcode
