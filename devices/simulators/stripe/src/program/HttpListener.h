// SPDX-License-Identifier: MIT
#pragma once

#include <ace/stripe-simulator/Message.h>

#include <ace/base/Result.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ace::stripesimulator {

// HTTP/1.1 on 127.0.0.1. The handler is called by many threads at once and may not throw.
class HttpListener
{
public:
    using Handler = std::function<Response(const Request&)>;

    // Invalid: the port cannot be had. Port 0 is any free one.
    static Result<std::unique_ptr<HttpListener>> start(std::uint16_t port, Handler handler);
    ~HttpListener(); // waits for the requests that run
    HttpListener(const HttpListener&) = delete;
    HttpListener& operator=(const HttpListener&) = delete;

    std::string url() const; // "http://127.0.0.1:8090"

private:
    struct Parts;
    explicit HttpListener(std::unique_ptr<Parts> parts);

    std::unique_ptr<Parts> parts_;
};

} // namespace ace::stripesimulator
