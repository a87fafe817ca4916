// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/server/http/Site.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace ace::server::http {

struct FrontOptions
{
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;      // 0: any free one
    std::uint16_t threads = 256; // each open connection takes one
    int waitingMost = 1024;      // connections that wait for a thread; further ones are closed
    std::size_t bodyBytesMost = 1u << 20;
    std::chrono::milliseconds headTimeout{10'000};      // between two pieces of a request's head
    std::chrono::milliseconds bodyTimeout{15'000};      // for a whole body
    std::chrono::milliseconds sendTimeout{10'000};      // between two pieces of an answer that are taken
    std::chrono::milliseconds keepAliveTimeout{15'000}; // between two requests
};

// Accepts connections, reads whole requests, hands them to the site, writes whole answers. Stands on Poco's
// HTTPServer, a thread to each connection; nothing outside this class knows that.
class Front
{
public:
    // Invalid: the address cannot be listened on. The site must outlive the front.
    static Result<std::unique_ptr<Front>> start(const FrontOptions& options, const Site& site, Log& log);
    ~Front();

    std::uint16_t port() const;

    // Accepts nothing more and waits until all requests that have arrived are answered; false: some were not
    // in time.
    bool drain(std::chrono::milliseconds most);

private:
    struct Parts;
    explicit Front(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace ace::server::http
