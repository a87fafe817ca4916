// SPDX-License-Identifier: MIT
// slowhttptest against the real server: heads, bodies and readers that take for ever. It asks beside them,
// as a stranger, whether the server still answers.
#include "RunProgram.h"

#include <cstdlib>
#include <regex>
#include <thread>

namespace ace::server {

namespace {

const bool kLong = std::getenv("ACE_LONG") && *std::getenv("ACE_LONG");
const std::string kConnections = kLong ? "1000" : "200";
const std::string kSeconds = kLong ? "30" : "4";

std::string withoutColours(const std::string& text)
{
    return std::regex_replace(text, std::regex("\x1b\\[[0-9;]*m"), "");
}

class SlowClientsTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        if (test::runProgram({"which", "slowhttptest"}).exitCode != 0)
            test::skip("slowhttptest is not installed (apt install slowhttptest)");
        // All come from one address, as from behind a proxy: else the address's own limit would end it.
        const auto config = folder_.path() / "ace.toml";
        test::mustSucceed(writeFileDurably(config, "[server]\ntrusted_proxies = [\"127.0.0.1\"]\n"));
        server_ = std::make_unique<test::StartedProgram>(
            std::vector<std::string>{ACE_BIN_DIR "/ace-server", "--demo", "--port", "0", "--data",
                                     (folder_.path() / "data").string(), "--config", config.string()},
            folder_.path(), std::vector<std::string>{"ACE_PLUGIN_PATH=" ACE_PLUGIN_DIR});
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (server_->outSoFar().find('\n') == std::string::npos) {
            CPPUNIT_ASSERT_MESSAGE("the server does not start: " + server_->errSoFar(),
                                   std::chrono::steady_clock::now() < end && server_->isRunning());
            std::this_thread::yield();
        }
        const std::string line = server_->outSoFar();
        url_ = line.substr(line.find("http"), line.find('\n') - line.find("http"));
    }

protected:
    // It says how many connections there were at the most, and whether its own request was answered within
    // a second.
    void expectAvailableBeside(const std::vector<std::string>& attack, const std::string& path)
    {
        std::vector<std::string> command{"slowhttptest", "-c", kConnections, "-r", "400", "-l",
                                         kSeconds,       "-p", "1",          "-v", "1",   "-u",
                                         url_ + path};
        command.insert(command.end(), attack.begin(), attack.end());
        const std::string said = withoutColours(test::runProgram(command).out);
        CPPUNIT_ASSERT_MESSAGE(said, said.find("connected:           " + kConnections) != std::string::npos);
        CPPUNIT_ASSERT_MESSAGE(said, said.find("service available:   YES") != std::string::npos);
        CPPUNIT_ASSERT_MESSAGE(said, said.find("service available:   NO") == std::string::npos);
        CPPUNIT_ASSERT(server_->isRunning());
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<test::StartedProgram> server_;
    std::string url_;
};

CPPUNIT_TEST_FIXTURE(SlowClientsTest, slowHeadsLeaveItAvailable)
{
    expectAvailableBeside({"-H", "-i", "1"}, "/events/summer-fair");
}

CPPUNIT_TEST_FIXTURE(SlowClientsTest, slowBodiesLeaveItAvailable)
{
    expectAvailableBeside({"-B", "-i", "1", "-s", "8192", "-t", "POST"}, "/api/v1/orders");
}

CPPUNIT_TEST_FIXTURE(SlowClientsTest, slowReadersLeaveItAvailable)
{
    expectAvailableBeside({"-X", "-w", "10", "-y", "20", "-n", "1", "-z", "32", "-k", "3"}, "/openapi.json");
}

} // namespace

} // namespace ace::server
