// SPDX-License-Identifier: MIT
// What people write beside an act, and how a repeated key is refused.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/box-office/Sale.h>

#include <cstddef>
#include <string>

namespace ace::boxoffice {

inline constexpr std::size_t kMostNameBytes = 200;
inline constexpr std::size_t kMostReasonBytes = 500;

inline const Refused kReused{Refusal::IdempotencyKeyReused, "this key was used for another request"};

// Something to read, in UTF-8; a reason may have lines.
inline bool isReason(const std::string& text)
{
    return text.find_first_not_of(" \t\r\n") != std::string::npos && text.size() <= kMostReasonBytes &&
           isValidUtf8(text);
}

// A name on one line. An empty one is none.
inline bool isName(const std::string& text)
{
    return text.find_first_not_of(' ') != std::string::npos && text.size() <= kMostNameBytes &&
           cleanUtf8(text) == text;
}

} // namespace ace::boxoffice
