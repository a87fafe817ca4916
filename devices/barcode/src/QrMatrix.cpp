// SPDX-License-Identifier: MIT
#include <ace/barcode/QrMatrix.h>

#include <qrencode.h>

#include <memory>
#include <string>

namespace ace::barcode {

namespace {

constexpr std::size_t kMaxBytes = 7089; // digits in a version 40-L code: nothing longer can fit

struct FreeCode
{
    void operator()(QRcode* code) const { QRcode_free(code); }
};

} // namespace

Result<QrMatrix> encodeQr(std::string_view text)
{
    if (text.empty())
        return failure(ErrorCode::Invalid, "an empty text cannot be a QR code");
    std::unique_ptr<QRcode, FreeCode> code;
    if (text.size() <= kMaxBytes) {
        // Given "8 bit", the library still picks the denser modes where the characters allow it; it reads a C
        // string.
        if (text.find('\0') == text.npos)
            code.reset(QRcode_encodeString(std::string(text).c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1));
        else
            code.reset(QRcode_encodeData(static_cast<int>(text.size()),
                                         reinterpret_cast<const unsigned char*>(text.data()), 0,
                                         QR_ECLEVEL_M));
    }
    if (!code)
        return failure(ErrorCode::Invalid, "a text of " + std::to_string(text.size()) +
                                               " bytes does not fit into a QR code; shorten it");
    const auto width = static_cast<std::size_t>(code->width);
    std::vector<std::uint8_t> modules(width * width);
    for (std::size_t i = 0; i < modules.size(); ++i)
        modules[i] = code->data[i] & 1; // the other bits say what kind of module it is
    return QrMatrix(code->width, std::move(modules));
}

} // namespace ace::barcode
