// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace ace::server::http {

// Finds the end of a head in raw bytes, before any parser sees them, and refuses at the first byte that can
// be read in two ways: a bare CR or LF, a folded line (RFC 9112 section 5.2), a control character, an empty
// first line. Goes on where it stopped, so that a head that drips in is read once.
class HeadScan
{
public:
    // All bytes of the message so far. The head's length with its empty line; 0: not whole yet, or bad.
    std::size_t scan(std::string_view bytes);

    bool isBad() const { return bad_; }
    std::size_t scanned() const { return at_; }

private:
    bool isOdd(std::string_view bytes) const;

    std::size_t at_ = 0;
    bool bad_ = false;
};

} // namespace ace::server::http
