// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerResponse.h>

#include <sstream>
#include <string>

namespace ace::server::http {

// An answer that is collected in memory, so that nothing of it has left before the handler is done: a handler
// that fails half-way still becomes a clean answer. The front then sets length, date and connection.
class WholeResponse : public Poco::Net::HTTPServerResponse
{
public:
    WholeResponse();

    void sendContinue() override {} // the front has said so before it read the body
    std::ostream& send() override;
    void sendFile(const std::string& path, const std::string& mediaType) override;
    void sendBuffer(const void* data, std::size_t length) override;
    void redirect(const std::string& uri, HTTPStatus status = HTTP_FOUND) override;
    void requireAuthentication(const std::string& realm) override;
    bool sent() const override { return sent_; }

    std::string body() const { return stream_.str(); }
    bool isSafe() const; // no line break in a field: no second answer smuggled into this one

private:
    std::ostringstream stream_;
    bool sent_ = false;
};

} // namespace ace::server::http
