// SPDX-License-Identifier: MIT
#include <ace/server/http/WholeRequest.h>

namespace ace::server::http {

WholeRequest::WholeRequest(const Poco::Net::HTTPServerRequest& front, std::string body,
                           Poco::Net::HTTPServerResponse& response)
    : front_(front), response_(response), stream_(std::move(body))
{
    setMethod(front.getMethod());
    setURI(front.getURI());
    setVersion(front.getVersion());
    for (const auto& [name, value] : front)
        add(name, value);
}

} // namespace ace::server::http
