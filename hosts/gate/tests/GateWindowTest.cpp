// SPDX-License-Identifier: MIT
// The real window on a display of its own, against a server that the test plays.
#include "support/FakeServer.h"
#include "support/RunProgram.h"

#include <chrono>
#include <optional>
#include <thread>

namespace ace::gate {

namespace {

using test::FakeServer;
using test::ProgramRun;
using test::StartedProgram;

constexpr std::chrono::seconds kPatience{20};

const std::string kAdmitted =
    R"({"result":"admitted","reason":null,"ticket":{"id":"0192f000-0000-7000-8000-000000000001",)"
    R"("type":"0192f000-0000-7000-8000-000000000002","type_name":"General","state":"valid"},)"
    R"("first_scan":null})";
const std::string kUsed = R"({"result":"refused","reason":"already_redeemed","ticket":null,)"
                          R"("first_scan":{"scanned_at":"2026-07-04T19:42:00Z","gate":"North gate"}})";

// Asks until the answer is there. Windows and processes tell nobody when they are ready.
template <class Ask> auto awaitAnswer(const std::string& what, Ask ask)
{
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (std::chrono::steady_clock::now() < end) {
        if (auto answer = ask())
            return *answer;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    CPPUNIT_FAIL("waited in vain for " + what);
    throw std::logic_error("not reached");
}

class GateWindowTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        for (const char* tool : {"Xvfb", "xdotool", "import", "convert"})
            if (test::runProgram({"which", tool}).exitCode != 0)
                test::skip(std::string(tool) + " is not installed (apt install xvfb xdotool imagemagick)");
        std::filesystem::create_directories(displayFolder());
        // It takes a free number itself and writes it on standard output. Without -noreset it would turn
        // clients away for a moment whenever its last one has left.
        display_ = std::make_unique<StartedProgram>(
            std::vector<std::string>{"Xvfb", "-displayfd", "1", "-noreset", "-screen", "0", "1280x800x24",
                                     "-nolisten", "tcp"},
            displayFolder());
        name_ = awaitAnswer("a display", [&]() -> std::optional<std::string> {
            const std::string number = display_->outSoFar();
            return number.ends_with('\n') ? std::optional(":" + number.substr(0, number.size() - 1))
                                          : std::nullopt;
        });
    }

protected:
    std::filesystem::path displayFolder() const { return folder_.path() / "display"; }
    std::vector<std::string> environment() const
    {
        return {"DISPLAY=" + name_,
                "GDK_BACKEND=x11",
                "NO_AT_BRIDGE=1",
                "GTK_THEME=Adwaita",
                "TZ=UTC",
                "LC_ALL=C.UTF-8",
                "XDG_RUNTIME_DIR=" + folder_.path().string()};
    }
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
    ProgramRun onDisplay(const std::vector<std::string>& command) const
    {
        return test::runProgram(command, environment());
    }

    // Of the window; it says the verdict to those who cannot see it.
    void awaitTitle(const std::string& beginning) const
    {
        std::string what; // as of the last look
        awaitAnswer(what, [&]() -> std::optional<bool> {
            const auto title =
                onDisplay({"xdotool", "search", "--onlyvisible", "--class", "ace-gate", "getwindowname"});
            what = "the title " + beginning + "; it is " + title.out + title.err +
                   readFile(folder_.path() / "err.txt").value_or("");
            return title.out.starts_with(beginning) ? std::optional(true) : std::nullopt;
        });
    }
    // What is typed before the window fills the screen may be lost.
    void awaitReady() const
    {
        awaitTitle("Scan a ticket");
        awaitColour("24,34,52", "1240+400", "gate-ready.png");
    }
    void type(const std::string& text) const
    {
        CPPUNIT_ASSERT_EQUAL(0, onDisplay({"xdotool", "type", "--delay", "5", text}).exitCode);
        CPPUNIT_ASSERT_EQUAL(0, onDisplay({"xdotool", "key", "Return"}).exitCode);
    }
    // The colour at a point of the screen, once it is `wanted`: "0,122,51". The picture stays for those who
    // look.
    void awaitColour(const std::string& wanted, const std::string& point, const std::string& picture) const
    {
        const std::string file = std::string(ACE_BUILD_DIR "/tests/") + picture;
        awaitAnswer("the colour " + wanted, [&]() -> std::optional<bool> {
            onDisplay({"import", "-window", "root", file});
            const auto colour =
                onDisplay({"convert", file, "-crop", "1x1+" + point, "-depth", "8", "-format",
                           "%[fx:int(255*r+.5)],%[fx:int(255*g+.5)],%[fx:int(255*b+.5)]", "info:"});
            return colour.out == wanted ? std::optional(true) : std::nullopt;
        });
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<StartedProgram> display_;
    std::string name_;
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
    awaitAnswer("a scan", [&]() -> std::optional<bool> {
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
