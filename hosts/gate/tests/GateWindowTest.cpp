// SPDX-License-Identifier: MIT
// The real window on a display of its own, against a server that the test plays.
#include "support/DisplayFixture.h"
#include "support/FakeServer.h"

namespace ace::gate {

namespace {

using test::FakeServer;
using test::StartedProgram;

const std::string kAdmitted =
    R"({"result":"admitted","reason":null,"ticket":{"id":"0192f000-0000-7000-8000-000000000001",)"
    R"("type":"0192f000-0000-7000-8000-000000000002","type_name":"General","state":"valid"},)"
    R"("first_scan":null})";
const std::string kUsed = R"({"result":"refused","reason":"already_redeemed","ticket":null,)"
                          R"("first_scan":{"scanned_at":"2026-07-04T19:42:00Z","gate":"North gate"}})";

class GateWindowTest : public test::DisplayFixture
{
protected:
    StartedProgram startGate(const std::string& url, const std::vector<std::string>& more = {})
    {
        test::mustSucceed(writeFileDurably(folder_.path() / "token", "the-token\n", FileAccess::OwnerOnly));
        std::vector<std::string> command{ACE_BIN_DIR "/ace-gate",
                                         "--server",
                                         url,
                                         "--gate",
                                         "North gate",
                                         "--token-file",
                                         (folder_.path() / "token").string()};
        command.insert(command.end(), more.begin(), more.end());
        return StartedProgram(command, folder_.path(), environment());
    }
    void awaitTitle(const std::string& beginning) const { DisplayFixture::awaitTitle("ace-gate", beginning); }
    // What is typed before the window fills the screen may be lost.
    void awaitReady() const
    {
        awaitTitle("Scan a ticket");
        awaitColour("24,34,52", "1240+400", "gate-ready.png");
    }
};

CPPUNIT_TEST_FIXTURE(GateWindowTest, fillsTheScreenWithGreenAndThenWithRed)
{
    int scans = 0;
    FakeServer server(
        [&](const auto&) { return FakeServer::http("200 OK", ++scans == 1 ? kAdmitted : kUsed); });
    auto gate = startGate(server.url());
    awaitReady();

    type("TICKET1");
    awaitTitle("ADMITTED: General");
    awaitColour("0,122,51", "40+400", "gate-admitted.png");
    awaitColour("0,122,51", "1240+400", "gate-admitted.png");

    type("TICKET2");
    awaitTitle("REFUSED: Already used – 2026-07-04 19:42 at North gate");
    awaitColour("190,0,22", "40+400", "gate-refused.png");

    const auto seen = server.seen();
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), seen.size());
    CPPUNIT_ASSERT(seen[0].body.find("\"TICKET1\"") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer the-token"), seen[0].head.get("Authorization"));
    CPPUNIT_ASSERT(gate.isRunning());
}

CPPUNIT_TEST_FIXTURE(GateWindowTest, isAmberWhenTheServerIsGone)
{
    std::string url;
    {
        FakeServer gone([](const auto&) { return std::string(); });
        url = gone.url();
    }
    auto gate = startGate(url);
    awaitReady();
    type("TICKET1");
    awaitTitle("OFFLINE");
    awaitColour("255,176,0", "40+400", "gate-offline.png");
}

CPPUNIT_TEST_FIXTURE(GateWindowTest, takesCodesFromTheScannerOfItsConfiguration)
{
    FakeServer server([](const auto&) { return FakeServer::http("200 OK", kAdmitted); });
    const auto codes = folder_.path() / "codes";
    const auto config = folder_.path() / "gate.toml";
    test::mustSucceed(writeFileDurably(codes, ""));
    test::mustSucceed(
        writeFileDurably(config, "[scanner.hand]\nplugin = \"simulated-scanner\"\nsettings.file = \"" +
                                     codes.string() + "\"\n"));
    auto gate = startGate(server.url(), {"--config", config.string(), "--windowed"});
    awaitTitle("Scan a ticket");
    // A line that was there before the scanner started to look is not read: write until one is.
    test::awaitAnswer("a scan", [&]() -> std::optional<bool> {
        test::mustSucceed(writeFileDurably(codes, test::valueOf(readFile(codes)) + "TICKET1\n"));
        return server.seen().empty() ? std::nullopt : std::optional(true);
    });
    awaitTitle("ADMITTED: General");
}

CPPUNIT_TEST_FIXTURE(GateWindowTest, needsNoDisplayToSayWhatIsWrong)
{
    const auto run =
        test::runProgram({ACE_BIN_DIR "/ace-gate", "--server", "ftp://x", "--token", "t", "--gate", "g"});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(
        std::string(
            "ace-gate: \"ftp://x\" is no address of a server; write http://HOST:PORT or https://HOST:PORT\n"
            "Try: ace-gate --help\n"),
        run.err);
    CPPUNIT_ASSERT_EQUAL(0, test::runProgram({ACE_BIN_DIR "/ace-gate", "--help"}).exitCode);
}

} // namespace

} // namespace ace::gate
