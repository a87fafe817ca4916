// SPDX-License-Identifier: MIT
// TLS for tests: certificates that are made on the spot, and a client that sends what it is given.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace ace::test {

// NAME.crt and NAME.key in the folder: a P-256 key and a certificate that it signed itself.
void makeCertificate(const std::filesystem::path& folder, const std::string& name);

struct TlsWish
{
    int mostVersion = 0;  // 0: the newest
    std::string protocol; // by ALPN; empty: none is offered
};

struct TlsReply
{
    bool connected = false; // the handshake succeeded
    std::string answer;     // until the server closed, or 3 s of silence
    std::string version;    // "TLSv1.3"
    std::string protocol;   // that the server chose
    std::string subject;    // of the server's certificate
};

TlsReply exchangeTls(std::uint16_t port, const std::string& bytes, const TlsWish& wish = {});

// Two connections, the second with the first one's ticket: was it taken?
bool resumesTls(std::uint16_t port);

} // namespace ace::test
