// SPDX-License-Identifier: MIT
// The way of a ticket, as CONTRIBUTING shows it, against what the server prints with ACE_TRACE=1.
#include "HttpClient.h"
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/runtime/DataFolder.h>

#include <Poco/Pipe.h>
#include <Poco/PipeStream.h>
#include <Poco/Process.h>

#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <map>
#include <sstream>

namespace ace::server {

class WalkTest : public CppUnit::TestFixture
{
protected:
    using Json = nlohmann::json;

    // A sale, a scan, and the delivery that the sale promised.
    std::string traced()
    {
        const auto folder = temporary_.path() / "data", config = temporary_.path() / "ace.toml";
        test::mustSucceed(
            writeFileDurably(config, "[deliver]\noutput = \"pdf\"\n[output.pdf.settings]\nfolder = \"" +
                                         temporary_.path().string() + "\"\n"));
        ::setenv("ACE_TRACE", "1", 1);
        Poco::Pipe out, err;
        const auto server = Poco::Process::launch(
            std::string(ACE_BIN_DIR) + "/ace-server",
            {"--demo", "--port", "0", "--data", folder.string(), "--config", config.string()}, nullptr, &out,
            &err);
        Poco::PipeInputStream ready(out), errors(err);
        std::string line;
        std::getline(ready, line);
        test::HttpClient client(static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1))));
        sellAndScan(client, runtime::DataFolder(folder));
        std::string text;
        bool asked =
            false; // to end, once the delivery was seen: the scan's hops may come before it or after it
        while (std::getline(errors, line)) {
            text += line + "\n";
            if (!asked && line == "trace outbox: TicketOutput.submit")
                asked = ::kill(server.id(), SIGTERM) == 0;
        }
        server.wait();
        return text;
    }

    void sellAndScan(test::HttpClient& client, const runtime::DataFolder& folder)
    {
        const Json demo = Json::parse(test::valueOf(readFile(folder.path() / "demo.json")));
        const auto bearer = [&](runtime::Role role) {
            return "Bearer " + test::valueOf(folder.issueBearer(role, SystemClock().now()));
        };
        const Json order = {
            {"event", demo.at("event")},
            {"items", {{{"ticket_type", demo.at("ticket_types").at(0).at("id")}, {"quantity", 1}}}},
            {"customer", {{"name", "Ann"}, {"email", "ann@example.com"}}},
            {"payment", {{"method", "cash"}, {"tendered", 100'000}}}};
        const auto sold =
            client.post("/api/v1/orders", order.dump(),
                        {{"Authorization", bearer(runtime::Role::Counter)}, {"Idempotency-Key", "walk"}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(sold.body, 201, sold.status);
        const Json scan = {{"token", Json::parse(sold.body).at("tickets").at(0).at("token")},
                           {"direction", "entry"},
                           {"gate", demo.at("gates").at(0)},
                           {"nonce", "walk"}};
        const auto scanned =
            client.post("/api/v1/scans", scan.dump(), {{"Authorization", bearer(runtime::Role::Gate)}});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(scanned.body, 200, scanned.status);
    }

    // The hops of each walk, in order. Walks run side by side, so only the order within one is fixed.
    static std::map<std::string, std::vector<std::string>> walksIn(const std::string& text)
    {
        std::map<std::string, std::vector<std::string>> walks;
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);)
            if (const std::size_t at = line.find("trace ");
                at != std::string::npos && line.find(": ") != std::string::npos)
                walks[line.substr(at, line.find(": ") - at)].push_back(line.substr(line.find(": ") + 2));
        return walks;
    }

    test::TemporaryFolder temporary_;
};

CPPUNIT_TEST_FIXTURE(WalkTest, isTheOneThatContributingShows)
{
    const std::string guide = test::valueOf(readFile(std::string(ACE_SOURCE_DIR) + "/CONTRIBUTING.md"));
    const std::size_t from = guide.find("<!-- walk -->"), until = guide.find("<!-- /walk -->");
    CPPUNIT_ASSERT(from != std::string::npos && until != std::string::npos);
    const auto shown = walksIn(guide.substr(from, until - from));
    const auto printed = walksIn(traced());
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, printed.size());
    CPPUNIT_ASSERT(shown == printed);
    for (const auto& [walk, hops] : printed)
        CPPUNIT_ASSERT_MESSAGE(walk, hops.size() <= 8);
}

} // namespace ace::server
