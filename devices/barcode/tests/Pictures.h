// SPDX-License-Identifier: MIT
#pragma once

#include <ace/barcode/QrMatrix.h>
#include <ace/barcode/QrReader.h>

#include <vector>

namespace ace::barcode {

// A grey picture that owns its pixels.
struct Picture
{
    int width;
    int height;
    std::vector<std::uint8_t> pixels;

    Picture(int aWidth, int aHeight, std::uint8_t grey)
        : width(aWidth), height(aHeight),
          pixels(static_cast<std::size_t>(aWidth) * static_cast<std::size_t>(aHeight), grey)
    {
    }
    std::uint8_t& at(int x, int y) { return pixels[static_cast<std::size_t>(y * width + x)]; }
    GreyImage image() const { return {pixels, width, height, static_cast<std::size_t>(width)}; }
};

inline Picture draw(const QrMatrix& matrix, int pixelsPerModule)
{
    const int side = (matrix.size() + 2 * kQuietZone) * pixelsPerModule;
    Picture picture(side, side, 255);
    for (int y = 0; y < matrix.size() * pixelsPerModule; ++y)
        for (int x = 0; x < matrix.size() * pixelsPerModule; ++x)
            if (matrix.isDark(x / pixelsPerModule, y / pixelsPerModule))
                picture.at(x + kQuietZone * pixelsPerModule, y + kQuietZone * pixelsPerModule) = 0;
    return picture;
}

} // namespace ace::barcode
