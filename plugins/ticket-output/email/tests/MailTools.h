// SPDX-License-Identifier: MIT
// Programs that look at mails for the tests.
#pragma once

#include "TestSupport.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace ace::email {

inline std::string outputOf(const std::string& command)
{
    std::FILE* pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    CPPUNIT_ASSERT(pipe);
    std::string output;
    std::array<char, 4096> piece{};
    while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), pipe))
        output.append(piece.data(), size);
    CPPUNIT_ASSERT_EQUAL_MESSAGE(command, 0, ::pclose(pipe));
    return output;
}

inline void need(const std::string& command)
{
    if (std::system((command + " > /dev/null 2>&1").c_str()) != 0)
        test::skip("not installed: " + command +
                   " (packages: python3-aiosmtpd exim4-daemon-light poppler-utils zbar-tools)");
}

// What the QR codes of a picture say, a line each.
inline std::string codesIn(const std::string& picture)
{
    return outputOf("zbarimg --quiet --raw -Sdisable -Sqrcode.enable " + picture);
}

} // namespace ace::email
