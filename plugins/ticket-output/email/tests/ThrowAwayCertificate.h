// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace ace::email {

// A key, and a certificate that it signed itself: its own authority. Good for an hour.
struct ThrowAwayCertificate
{
    ThrowAwayCertificate(const std::filesystem::path& folder, const std::string& host);

    std::string certificateFile; // PEM
    std::string keyFile;
};

} // namespace ace::email
