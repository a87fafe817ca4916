// SPDX-License-Identifier: MIT
#include "PairingText.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace ace::staffing {

namespace {

constexpr char kBase32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::size_t kCodeBytes = 10;
constexpr std::size_t kCodeLength = 16;
constexpr std::size_t kLongestTyped = 64;

constexpr std::string_view kPemBegin = "-----BEGIN PUBLIC KEY-----";
constexpr std::string_view kPemEnd = "-----END PUBLIC KEY-----";
constexpr std::size_t kPemMost = 1024;
constexpr std::size_t kPemLine = 64;

// id-ecPublicKey on prime256v1, then an uncompressed point of 64 bytes: nothing else is 91 bytes long and
// begins so.
constexpr std::array<std::uint8_t, 27> kP256Prefix = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48,
                                                      0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08, 0x2A, 0x86, 0x48,
                                                      0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04};
constexpr std::size_t kP256Length = 91;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

} // namespace

std::string newPairingCodeText(IdSource& ids)
{
    std::array<std::uint8_t, kCodeBytes> random{};
    ids.fill(random);
    std::string code;
    for (std::size_t bit = 0; bit < kCodeBytes * 8; bit += 5) {
        const unsigned pair =
            (unsigned{random[bit / 8]} << 8) | (bit / 8 + 1 < kCodeBytes ? random[bit / 8 + 1] : 0u);
        code += kBase32[(pair >> (11 - bit % 8)) & 31u];
    }
    return code;
}

std::optional<std::string> canonicalPairingCode(std::string_view typed)
{
    if (typed.size() > kLongestTyped)
        return std::nullopt;
    std::string code;
    for (const char c : typed) {
        if (c == ' ' || c == '-')
            continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (std::string_view(kBase32).find(code.back()) == std::string_view::npos)
            return std::nullopt;
    }
    return code.size() == kCodeLength ? std::optional(code) : std::nullopt;
}

Digest hashOfPairingCode(std::string_view canonical)
{
    return sha256("ace pairing code " + std::string(canonical));
}

std::optional<std::string> canonicalP256Pem(std::string_view pem)
{
    pem = trimmed(pem);
    if (pem.size() > kPemMost || !pem.starts_with(kPemBegin) || !pem.ends_with(kPemEnd) ||
        pem.size() < kPemBegin.size() + kPemEnd.size())
        return std::nullopt;
    const std::string_view body =
        pem.substr(kPemBegin.size(), pem.size() - kPemBegin.size() - kPemEnd.size());
    std::array<std::uint8_t, kP256Length> der{};
    std::size_t length = 0;
    const char* end = nullptr;
    if (sodium_base642bin(der.data(), der.size(), body.data(), body.size(), "\r\n", &length, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        length != kP256Length || end != body.data() + body.size() ||
        !std::ranges::equal(kP256Prefix, std::span(der).first(kP256Prefix.size())))
        return std::nullopt;
    std::array<char, sodium_base64_ENCODED_LEN(kP256Length, sodium_base64_VARIANT_ORIGINAL)> text{};
    sodium_bin2base64(text.data(), text.size(), der.data(), der.size(), sodium_base64_VARIANT_ORIGINAL);
    std::string canonical = std::string(kPemBegin) + "\n";
    for (std::string_view rest(text.data()); !rest.empty();
         rest.remove_prefix(std::min(kPemLine, rest.size())))
        canonical += std::string(rest.substr(0, kPemLine)) + "\n";
    return canonical + std::string(kPemEnd) + "\n";
}

} // namespace ace::staffing
