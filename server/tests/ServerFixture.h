// SPDX-License-Identifier: MIT
#pragma once

#include "HttpClient.h"
#include "PageReader.h"
#include "ServerProgram.h"
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/base/SystemIdSource.h>
#include <ace/runtime/DataFolder.h>

#include <nlohmann/json.hpp>

#include <cstdlib>

namespace ace::server {

// The whole demo server in this process: real plugins, a real record, real HTTP.
class ServerFixture : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        ::setenv("ACE_PLUGIN_PATH", ACE_PLUGIN_DIR, 1);
        start();
    }

protected:
    using Json = nlohmann::json;

    // Anew where it runs already; with a configuration of these lines.
    void start(const std::string& config = {})
    {
        program.reset();
        Options options;
        options.demo = true;
        options.port = 0;
        options.data = temporary.path() / "data";
        if (!config.empty()) {
            options.config = temporary.path() / "ace.toml";
            test::mustSucceed(writeFileDurably(*options.config, config));
        }
        program = test::valueOf(ServerProgram::start(options, log, clock, ids));
        const std::string& url = program->url();
        client.emplace(static_cast<std::uint16_t>(std::stoi(url.substr(url.rfind(':') + 1))));
        demo = Json::parse(test::valueOf(readFile(options.data / "demo.json")));
    }
    std::string typeId(std::size_t index) const { return demo.at("ticket_types").at(index).at("id"); }
    std::string bearer(runtime::Role role) const
    {
        return "Bearer " +
               test::valueOf(runtime::DataFolder(temporary.path() / "data").issueBearer(role, clock.now()));
    }
    Json order(std::size_t type, int quantity, std::int64_t tendered) const
    {
        return {{"event", "summer-fair"},
                {"items", {{{"ticket_type", typeId(type)}, {"quantity", quantity}}}},
                {"customer", {{"name", "Ann"}, {"email", "ann@example.com"}}},
                {"payment", {{"method", "cash"}, {"tendered", tendered}}}};
    }
    test::Reply sell(const Json& body, const std::string& key)
    {
        return client->post("/api/v1/orders", body.dump(),
                            {{"Authorization", bearer(runtime::Role::Counter)}, {"Idempotency-Key", key}});
    }
    Json scan(const std::string& token, const std::string& nonce, const std::string& direction = "entry",
              const std::string& gate = "North gate")
    {
        const Json body = {{"token", token}, {"direction", direction}, {"gate", gate}, {"nonce", nonce}};
        const auto reply =
            client->post("/api/v1/scans", body.dump(), {{"Authorization", bearer(runtime::Role::Gate)}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, 200, reply.status);
        return Json::parse(reply.body);
    }
    static void expectProblem(const test::Reply& reply, int status, const std::string& code)
    {
        CPPUNIT_ASSERT_EQUAL_MESSAGE(reply.body, status, reply.status);
        CPPUNIT_ASSERT_EQUAL(code, Json::parse(reply.body).at("code").get<std::string>());
    }
    std::int64_t available(std::size_t type)
    {
        // With a cookie it is no shared answer, but one of this moment.
        return Json::parse(client->get("/api/v1/events/summer-fair", {{"Cookie", "mine=1"}}).body)
            .at("ticket_types")
            .at(type)
            .at("available");
    }

    SystemClock clock;
    SystemIdSource ids{clock};
    test::FakeLog log;
    test::TemporaryFolder temporary;
    std::unique_ptr<ServerProgram> program;
    std::optional<test::HttpClient> client;
    Json demo;
};

} // namespace ace::server
