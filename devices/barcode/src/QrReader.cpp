// SPDX-License-Identifier: MIT
#include <ace/barcode/QrReader.h>

#define ZX_USE_UTF8 // the library asks for it in versions before 2
#include <ZXing/ReadBarcode.h>

#include <exception>
#include <limits>

namespace ace::barcode {

namespace {

bool isWhole(const GreyImage& image)
{
    if (image.width <= 0 || image.height <= 0 || image.width > kMaxImageSide || image.height > kMaxImageSide)
        return false;
    const auto width = static_cast<std::size_t>(image.width);
    const auto rowsBefore = static_cast<std::size_t>(image.height) - 1;
    if (image.stride < width || image.pixels.size() < width)
        return false;
    if (image.stride > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        return false;
    return rowsBefore <= (image.pixels.size() - width) / image.stride;
}

} // namespace

std::optional<std::string> readQr(const GreyImage& image)
{
    if (!isWhole(image))
        return std::nullopt;
    const ZXing::ImageView view(image.pixels.data(), image.width, image.height, ZXing::ImageFormat::Lum,
                                static_cast<int>(image.stride));
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setMaxNumberOfSymbols(1);
    try {
        const auto result = ZXing::ReadBarcode(view, hints);
        if (!result.isValid())
            return std::nullopt;
        const auto& bytes = result.bytes();
        return std::string(bytes.begin(), bytes.end());
    } catch (const std::exception&) {
        return std::nullopt; // the library gave up on this picture; for a scanner that is a picture without a
                             // code
    }
}

} // namespace ace::barcode
