// SPDX-License-Identifier: MIT
#pragma once

#include "DemoOrder.h"
#include "FakeUseCases.h"
#include "HttpClient.h"
#include "TestSupport.h"

#include <ace/base/SystemIdSource.h>
#include <ace/server/api/Api.h>
#include <ace/server/http/Answer.h>
#include <ace/server/http/Front.h>

#include <nlohmann/json.hpp>

namespace ace::server::api {

// The API over real HTTP, with use cases that answer what a test wants.
class ApiFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        test::mustSucceed(folder.prepare(ids));
        test::mustSucceed(folder.markDemo());
        bearers.emplace(test::valueOf(folder.deriveKey("bearer")));
        catalog.events = {std::make_shared<EventSetup>(demo.setup)};
        catalog.levels = demo.levels;
        services.emplace(Services{catalog, boxOffice, admission, pdf, *bearers, clock});
        addRoutes(router, *services);
        http::FrontOptions options;
        options.threads = 16;
        front = test::valueOf(http::Front::start(options, site, log));
        client.emplace(front->port());
    }

protected:
    std::string bearer(runtime::Role role)
    {
        return "Bearer " + test::valueOf(folder.issueBearer(role, clock.now()));
    }
    test::Reply postOrder(const std::string& body, const std::string& key = "key-1")
    {
        return client->post("/api/v1/orders", body,
                            {{"Authorization", bearer(runtime::Role::Counter)}, {"Idempotency-Key", key}});
    }
    test::Reply postScan(const std::string& body)
    {
        return client->post("/api/v1/scans", body, {{"Authorization", bearer(runtime::Role::Gate)}});
    }
    std::string orderBody(const std::string& quantity = "2") const
    {
        return R"({"event":"summer-fair","items":[{"ticket_type":")" + demo.setup.types[0].id.toString() +
               R"(","quantity":)" + quantity +
               R"(}],"customer":{"name":"Ann","email":"a@b.c"},"payment":{"method":"cash","tendered":6000}})";
    }
    // RFC 9457, with our member `code`.
    static void expectProblem(const test::Reply& reply, int status, const std::string& code)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, status, reply.status);
        CPPUNIT_ASSERT_EQUAL(std::string("application/problem+json"), reply.field("Content-Type"));
        const auto json = nlohmann::json::parse(reply.body);
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, code, json.at("code").get<std::string>());
        CPPUNIT_ASSERT_EQUAL("/problems/" + code, json.at("type").get<std::string>());
        CPPUNIT_ASSERT_EQUAL(status, json.at("status").get<int>());
        CPPUNIT_ASSERT(!json.at("title").get<std::string>().empty());
        CPPUNIT_ASSERT(!json.at("detail").get<std::string>().empty());
    }

    test::TemporaryFolder temporary;
    test::FakeClock clock;
    SystemIdSource ids{clock};
    test::FakeLog log;
    runtime::DataFolder folder{temporary.path()};
    test::DemoOrder demo{ids, clock.now()};
    test::FakeCatalog catalog;
    test::FakeBoxOffice boxOffice;
    test::FakeAdmission admission;
    test::FakeOutput output;
    tickets::TicketPdf pdf{catalog, &output};
    std::optional<runtime::BearerCheck> bearers;
    std::optional<Services> services;
    http::Router router;
    http::Site site{router,
                    [](const auto&, auto& response, const http::Problem& problem) {
                        http::sendProblemJson(response, problem);
                    },
                    log};
    std::unique_ptr<http::Front> front;
    std::optional<test::HttpClient> client;
};

} // namespace ace::server::api
