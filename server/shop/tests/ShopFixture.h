// SPDX-License-Identifier: MIT
#pragma once

#include "DemoOrder.h"
#include "FakeUseCases.h"
#include "HttpClient.h"
#include "PageReader.h"

#include <ace/base/SystemIdSource.h>
#include <ace/server/http/Front.h>
#include <ace/server/shop/Shop.h>

namespace ace::server::shop {

// The shop's pages over real HTTP, with use cases that answer what a test wants.
class ShopFixture : public CppUnit::TestFixture
{
public:
    void setUp() override { start("card"); }

protected:
    void start(const std::string& cardMethod)
    {
        catalog.events = {std::make_shared<EventSetup>(demo.setup)};
        catalog.levels = demo.levels;
        services.emplace(Services{catalog, boxOffice, pdf, clock, ids, templates, cart, limiter, "",
                                  cardMethod, true, true, true});
        spanish.emplace(Services{catalog, boxOffice, pdf, clock, ids, spanishTemplates, cart, limiter, "",
                                 cardMethod, true, true, true});
        router = http::Router();
        addRoutes(router, *services);
        addRoutes(router, *spanish);
        http::FrontOptions options;
        options.threads = 16;
        options.sharedAnswersMost = 0; // each look is at this moment
        front = test::valueOf(http::Front::start(options, site, log));
        client.emplace(front->port());
    }
    std::string field(std::size_t type) const { return "q-" + demo.setup.types[type].id.toString(); }
    test::Reply pick(const std::string& count)
    {
        return client->postForm("/cart", "event=summer-fair&" + field(0) + "=" + count);
    }
    // The checkout form of the cart's page, filled in.
    std::string filledForm(const std::string& name = "Ann", const std::string& email = "ann%40example.com")
    {
        const std::string page = client->get("/cart").body;
        return "nonce=" + test::hiddenValue(page, "nonce") + "&total=" + test::hiddenValue(page, "total") +
               "&name=" + name + "&email=" + email;
    }
    void answerHeld(const std::string& redirect)
    {
        boxOffice.onHold = [this, redirect](const auto&) {
            demo.record.order.state = OrderState::Pending;
            return boxoffice::HoldOutcome(boxoffice::Held{demo.record, redirect});
        };
    }
    void answerRefused(boxoffice::Refusal refusal)
    {
        boxOffice.onHold = [refusal](const auto&) {
            return boxoffice::HoldOutcome(boxoffice::Refused{refusal, "because"});
        };
    }
    static void expectText(const test::Reply& reply, const std::string& text)
    {
        CPPUNIT_ASSERT_MESSAGE(text + " in\n" + reply.body, reply.body.find(text) != std::string::npos);
    }

    test::FakeClock clock;
    SystemIdSource ids{clock};
    test::FakeLog log;
    test::DemoOrder demo{ids, clock.now()};
    test::FakeCatalog catalog;
    test::FakeBoxOffice boxOffice;
    test::FakeOutput output;
    tickets::TicketPdf pdf{catalog, &output};
    web::Templates templates;
    CartCookie cart{Digest{5}, false};
    access::RateLimiter limiter{rateLimits(), clock, ids};
    web::Templates spanishTemplates{web::Words::of(web::Language::Spanish)};
    std::optional<Services> services, spanish;
    http::Router router;
    http::Site site{router,
                    [this](const auto& request, auto& response, const http::Problem& problem) {
                        const bool inSpanish = request.getURI().starts_with("/es/");
                        showProblem(inSpanish ? *spanish : *services, request, response, problem);
                    },
                    log};
    std::unique_ptr<http::Front> front;
    std::optional<test::HttpClient> client;
};

} // namespace ace::server::shop
