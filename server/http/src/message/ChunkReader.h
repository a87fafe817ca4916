// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ace::server::http {

// Takes a chunked body apart (RFC 9112 section 7.1) at its strictest: a size of 1 to 8 hexadecimal digits,
// no extension, CRLF everywhere, no trailer. Parsers differ on all of these, and Beast 1.81 can be made to
// abort by a trailer. The bytes may come in any pieces.
class ChunkReader
{
public:
    enum class Verdict { NeedsMore, Whole, Malformed, TooLarge };

    // Takes what belongs to the body from the front of `bytes` and says how much that was.
    std::size_t take(std::string_view bytes, std::string& body, std::size_t bodyBytesMost);
    Verdict verdict() const { return verdict_; }

private:
    enum class Expects { FirstDigit, Digit, SizeLf, Data, DataCr, DataLf, LastCr, LastLf };

    void takeControl(char c, std::size_t room);
    void expect(char c, char wanted, Expects next);

    Expects expects_ = Expects::FirstDigit;
    Verdict verdict_ = Verdict::NeedsMore;
    std::size_t size_ = 0; // of the chunk, as far as its digits have come; then what is left of it
    int digits_ = 0;
};

} // namespace ace::server::http
