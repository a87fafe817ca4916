// SPDX-License-Identifier: MIT
#include "FakeUseCases.h"
#include "HttpClient.h"

#include <ace/base/SystemIdSource.h>
#include <ace/server/http/Answer.h>
#include <ace/server/http/Front.h>
#include <ace/server/webhooks/PaymentMessages.h>

#include <algorithm>

namespace ace::server::webhooks {

namespace {

class PaymentMessagesTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        addPaymentRoute(router_, boxOffice_, log_);
        front_ = test::valueOf(http::Front::start(http::FrontOptions(), site_, log_));
        client_.emplace(front_->port());
    }

protected:
    test::Reply post(const std::string& body, const std::string& method = "card")
    {
        return client_->send("POST", "/webhooks/payment/" + method, body,
                             {{"Stripe-Signature", "t=1,v1=aa"}, {"Content-Type", "application/json"}});
    }

    test::FakeLog log_;
    test::FakeBoxOffice boxOffice_;
    http::Router router_;
    http::Site site_{router_,
                     [](const auto&, auto& response, const http::Problem& problem) {
                         http::sendProblemJson(response, problem);
                     },
                     log_};
    std::unique_ptr<http::Front> front_;
    std::optional<test::HttpClient> client_;
};

CPPUNIT_TEST_FIXTURE(PaymentMessagesTest, handsOnTheBytesAndTheHeadersAsTheyCame)
{
    boxOffice_.onMessage = std::optional<OrderId>(OrderId{});
    const std::string body("{\"a\": \xff\0\r\n }", 13);
    CPPUNIT_ASSERT_EQUAL(200, post(body).status);
    CPPUNIT_ASSERT_EQUAL("card:" + body, boxOffice_.notified);
    const auto& headers = boxOffice_.notifiedHeaders;
    CPPUNIT_ASSERT(std::ranges::any_of(headers, [](const auto& one) {
        return one.first == "Stripe-Signature" && one.second == "t=1,v1=aa";
    }));
}

CPPUNIT_TEST_FIXTURE(PaymentMessagesTest, s13_whatIsNoneOfOursIsFine)
{
    boxOffice_.onMessage = std::optional<OrderId>();
    CPPUNIT_ASSERT_EQUAL(200, post("{}").status);
}

CPPUNIT_TEST_FIXTURE(PaymentMessagesTest, s11_aForgedOneIs400AndSaysNothingOfWhy)
{
    boxOffice_.onMessage = failure(ErrorCode::Invalid, "signed by none of the webhook_secrets");
    const auto refused = post("{}");
    CPPUNIT_ASSERT_EQUAL(400, refused.status);
    CPPUNIT_ASSERT(refused.body.find("webhook_secrets") == std::string::npos);
    CPPUNIT_ASSERT(log_.all().find("webhook_secrets") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PaymentMessagesTest, s15_whatIsNotKeptIsToBeSentAgain)
{
    for (const auto code :
         {ErrorCode::Busy, ErrorCode::Timeout, ErrorCode::Unavailable, ErrorCode::Internal}) {
        boxOffice_.onMessage = failure(code, "the disk is full");
        CPPUNIT_ASSERT(post("{}").status >= 500);
    }
    boxOffice_.onMessage = failure(ErrorCode::NotFound, "no such way to pay");
    CPPUNIT_ASSERT_EQUAL(404, post("{}", "cheque").status);
}

CPPUNIT_TEST_FIXTURE(PaymentMessagesTest, aMessageIsAtMostOneMebibyte)
{
    boxOffice_.onMessage = std::optional<OrderId>();
    CPPUNIT_ASSERT_EQUAL(200, post(std::string(1u << 20, ' ')).status);
    CPPUNIT_ASSERT_EQUAL(413, post(std::string((1u << 20) + 1, ' ')).status);
}

} // namespace

} // namespace ace::server::webhooks
