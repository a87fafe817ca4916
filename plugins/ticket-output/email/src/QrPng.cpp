// SPDX-License-Identifier: MIT
#include <ace/email/QrPng.h>

#include <ace/barcode/QrMatrix.h>

#include <zlib.h>

#include <cstdint>

namespace ace::email {

namespace {

constexpr int kModulePixels = 8; // sharp on a phone that shows an image pixel as three of its own

void appendNumber(std::string& text, std::uint32_t number)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        text += static_cast<char>((number >> shift) & 0xFF);
}

void appendChunk(std::string& png, std::string_view type, std::string_view data)
{
    const std::string checked = std::string(type) + std::string(data);
    appendNumber(png, static_cast<std::uint32_t>(data.size()));
    png += checked;
    appendNumber(png, static_cast<std::uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(checked.data()),
                                                       static_cast<uInt>(checked.size()))));
}

// A row is its filter, none, and eight pixels to a byte, 1 white.
std::string row(const barcode::QrMatrix& code, int y, std::size_t side)
{
    std::string bytes(1 + (side + 7) / 8, '\xFF');
    bytes[0] = '\0';
    if (y < 0 || y >= code.size())
        return bytes;
    for (std::size_t x = 0; x < side; ++x) {
        const int module = static_cast<int>(x) / kModulePixels - barcode::kQuietZone;
        if (module >= 0 && module < code.size() && code.isDark(module, y))
            bytes[1 + x / 8] = static_cast<char>(bytes[1 + x / 8] & ~(0x80 >> (x % 8)));
    }
    return bytes;
}

} // namespace

Result<std::string> qrPng(std::string_view payload)
{
    const auto code = barcode::encodeQr(payload);
    if (!code)
        return Failure(code.error());
    const int modules = code->size() + 2 * barcode::kQuietZone;
    const auto side = static_cast<std::size_t>(modules * kModulePixels);
    std::string pixels;
    for (int y = 0; y < modules; ++y) {
        const std::string line = row(*code, y - barcode::kQuietZone, side);
        for (int i = 0; i < kModulePixels; ++i)
            pixels += line;
    }
    uLongf size = compressBound(static_cast<uLong>(pixels.size()));
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                  reinterpret_cast<const Bytef*>(pixels.data()), static_cast<uLong>(pixels.size()),
                  Z_BEST_COMPRESSION) != Z_OK)
        return failure(ErrorCode::Internal, "zlib could not pack the picture of a QR code");
    packed.resize(size);

    std::string head;
    appendNumber(head, static_cast<std::uint32_t>(side));
    appendNumber(head, static_cast<std::uint32_t>(side));
    head.append({1, 0, 0, 0, 0}); // one bit of grey; deflate; no filter to choose; not interlaced
    std::string png = "\x89PNG\r\n\x1A\n";
    appendChunk(png, "IHDR", head);
    appendChunk(png, "IDAT", packed);
    appendChunk(png, "IEND", "");
    return png;
}

} // namespace ace::email
