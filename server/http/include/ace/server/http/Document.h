// SPDX-License-Identifier: MIT
#pragma once

#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

#include <string>
#include <string_view>

namespace ace::server::http {

// A text that stays as it is while the server runs: fingerprinted and packed once, not for each who asks.
// Thread-safe.
class Document
{
public:
    // `text` must outlive it.
    Document(std::string mediaType, std::string_view text);

    // 200 with an ETag, packed for who understands that; 304 to who has it already. The handler may have set
    // further fields.
    void send(const Poco::Net::HTTPServerRequest& request, Poco::Net::HTTPServerResponse& response) const;

private:
    const std::string mediaType_;
    const std::string_view text_;
    const std::string packed_;
    const std::string tag_; // without its quotes
};

} // namespace ace::server::http
