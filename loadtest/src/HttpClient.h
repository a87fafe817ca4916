// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <chrono>
#include <memory>
#include <string>

namespace ace::loadtest {

struct HttpCall
{
    std::string method;
    std::string path;
    std::string bearer;         // empty: none
    std::string idempotencyKey; // empty: none
    std::string body;           // JSON
};

struct HttpAnswer
{
    int status = 0;
    std::string body;
};

// One kept-alive connection to a server. Not thread-safe: one for each caller.
class HttpClient
{
public:
    // `baseUrl` is "http://host:port".
    static Result<HttpClient> forUrl(const std::string& baseUrl, std::chrono::milliseconds timeout);
    ~HttpClient();
    HttpClient(HttpClient&&) noexcept;
    HttpClient& operator=(HttpClient&&) noexcept;

    // Offline: nobody listens, nothing was sent. OutcomeUnknown: it was sent, and no whole answer came.
    Result<HttpAnswer> send(const HttpCall& call);

private:
    struct Connection;
    explicit HttpClient(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
};

} // namespace ace::loadtest
