// SPDX-License-Identifier: MIT
#include <ace/server/http/WholeRequest.h>

#include <Poco/Net/HTTPServerParams.h>

namespace ace::server::http {

WholeRequest::WholeRequest(const std::string& method, const std::string& target, const Headers& fields,
                           std::string body, const Parties& parties, Poco::Net::HTTPServerResponse& response)
    : parties_(parties), response_(response), stream_(std::move(body))
{
    setMethod(method);
    setURI(target);
    setVersion(HTTP_1_1);
    for (const auto& [name, value] : fields)
        add(name, value);
}

bool wasForwarded(const Poco::Net::HTTPServerRequest& request)
{
    const auto* whole = dynamic_cast<const WholeRequest*>(&request);
    return !whole || whole->wasForwarded();
}

const Poco::Net::HTTPServerParams& WholeRequest::serverParams() const
{
    static const Poco::Net::HTTPServerParams::Ptr params =
        new Poco::Net::HTTPServerParams; // Poco's pointer counts
    return *params;
}

} // namespace ace::server::http
