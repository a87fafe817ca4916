// SPDX-License-Identifier: MIT
#include "ChunkReader.h"

#include <algorithm>

namespace ace::server::http {

namespace {

constexpr int kDigitsMost = 8;

int hexValue(char c) // -1: no digit
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

} // namespace

void ChunkReader::expect(char c, char wanted, Expects next)
{
    if (c == wanted)
        expects_ = next;
    else
        verdict_ = Verdict::Malformed;
}

// A byte that is none of a chunk's data. `room` is what the body may still grow by.
void ChunkReader::takeControl(char c, std::size_t room)
{
    switch (expects_) {
    case Expects::FirstDigit:
    case Expects::Digit:
        if (const int value = hexValue(c); value >= 0 && digits_ < kDigitsMost) {
            size_ = size_ * 16 + static_cast<std::size_t>(value);
            ++digits_;
            expects_ = Expects::Digit;
        } else {
            expect(expects_ == Expects::Digit ? c : '\0', '\r', Expects::SizeLf); // a size has a digit
        }
        return;
    case Expects::SizeLf:
        expect(c, '\n', size_ > 0 ? Expects::Data : Expects::LastCr);
        if (size_ > room && verdict_ == Verdict::NeedsMore)
            verdict_ = Verdict::TooLarge;
        return;
    case Expects::DataCr:
        return expect(c, '\r', Expects::DataLf);
    case Expects::DataLf:
        digits_ = 0;
        return expect(c, '\n', Expects::FirstDigit);
    case Expects::LastCr:
        return expect(c, '\r', Expects::LastLf);
    case Expects::LastLf:
        if (c == '\n')
            verdict_ = Verdict::Whole;
        else
            verdict_ = Verdict::Malformed;
        return;
    case Expects::Data:
        return; // take() does these
    }
}

std::size_t ChunkReader::take(std::string_view bytes, std::string& body, std::size_t bodyBytesMost)
{
    std::size_t at = 0;
    while (at < bytes.size() && verdict_ == Verdict::NeedsMore) {
        if (expects_ != Expects::Data) {
            takeControl(bytes[at++], bodyBytesMost - body.size());
            continue;
        }
        const std::size_t count = std::min(size_, bytes.size() - at);
        body.append(bytes.substr(at, count));
        at += count;
        size_ -= count;
        if (size_ == 0)
            expects_ = Expects::DataCr;
    }
    return at;
}

} // namespace ace::server::http
