// SPDX-License-Identifier: MIT
#include <ace/server/webhooks/PaymentMessages.h>

#include <ace/server/http/Answer.h>

#include <utility>

namespace ace::server::webhooks {

namespace {

class PaymentMessage : public Poco::Net::HTTPRequestHandler
{
public:
    PaymentMessage(boxoffice::BoxOffice& boxOffice, Log& log, std::string method)
        : boxOffice_(boxOffice), log_(log), method_(std::move(method))
    {
    }

    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        std::vector<std::pair<std::string, std::string>> headers;
        for (const auto& [name, value] : request)
            headers.emplace_back(name, value);
        const auto taken = boxOffice_.takePaymentMessage(method_, headers, http::readBody(request));
        if (!taken && taken.error().code == ErrorCode::Invalid) {
            log_.warn("webhooks", "a message for a payment is refused: " + taken.error().describe());
            throw http::Problem("malformed", "This message is not what it claims to be.");
        }
        http::valueOrThrow(taken);
        http::send(response, 200, "text/plain", "");
    }

private:
    boxoffice::BoxOffice& boxOffice_;
    Log& log_;
    const std::string method_;
};

} // namespace

void addPaymentRoute(http::Router& router, boxoffice::BoxOffice& boxOffice, Log& log)
{
    http::RouteOptions options;
    options.bodyBytesMost = 1u << 20;
    options.slow = true; // a vendor that hangs takes no worker from the others
    router.add(
        "POST", "/webhooks/payment/{}",
        [&boxOffice, &log](const http::PathValues& values) {
            return std::make_unique<PaymentMessage>(boxOffice, log, values[0]);
        },
        options);
}

} // namespace ace::server::webhooks
