// SPDX-License-Identifier: MIT
#pragma once

#include <ace/admission/Admission.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace ace::kit {

// How a station reaches its server.
struct ServerAccess
{
    std::string host;
    std::uint16_t port = 80;
    std::string basePath; // "" or "/tickets", where a proxy mounts the server
    std::string bearer;
    std::filesystem::path bearerFile; // when set: its first line is the bearer, read anew for each request
    std::chrono::milliseconds connectTimeout{2000};
    std::chrono::milliseconds answerTimeout{5000}; // for each read of the answer

    // "http://host[:port][/path]". Invalid: anything else; TLS is not spoken yet.
    static Result<ServerAccess> parse(std::string_view url, std::string bearer);
};

// The gate of a server, over POST /api/v1/scans. One connection for each scan; thread-safe.
//
//   Offline         no connection: the server never saw the scan
//   OutcomeUnknown  the scan was sent and no answer came, or the server failed: the same request again tells
//   Busy            the server asks to come again
//   Invalid         the server refuses this station (its token) or this program (its request)
//
// `scope` and `bodyHash` of the request are not sent: the server makes its own from the credential and the
// body.
class RemoteAdmission : public admission::Admission
{
public:
    explicit RemoteAdmission(ServerAccess access) : access_(std::move(access)) {}

    Result<admission::ScanOutcome> admit(const admission::ScanRequest& request) override;

private:
    const ServerAccess access_;
};

} // namespace ace::kit
