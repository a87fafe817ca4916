// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace ace::kit {

// How a station reaches its server.
struct ServerAccess
{
    std::string host;
    std::uint16_t port = 80;
    bool tls = false;
    std::string basePath;         // "" or "/tickets", where a proxy mounts the server
    std::filesystem::path caFile; // PEM, for TLS; empty: those that this machine trusts
    std::chrono::milliseconds connectTimeout{2000};
    std::chrono::milliseconds answerTimeout{8000}; // for each write and read; a server may wait 5 s

    // "http://host[:port][/path]", or https. Invalid: anything else.
    static Result<ServerAccess> parse(std::string_view url);

    std::string name() const; // "host:port", for messages
};

} // namespace ace::kit
