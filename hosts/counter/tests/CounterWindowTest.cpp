// SPDX-License-Identifier: MIT
// The real counter and gate on a display of their own, against the real server: pair, log in, clock in, sell,
// hand over a ticket, and let its holder in. Pictures of each step stay in
// build/<preset>/tests/counter-*.png.
#include "support/DemoServer.h"
#include "support/DisplayFixture.h"

#include <array>

namespace ace::counter {

namespace {

using test::StartedProgram;

class CounterWindowTest : public test::DisplayFixture
{
public:
    void setUp() override
    {
        if (test::runProgram({"which", "zbarimg"}).exitCode != 0)
            test::skip("zbarimg is not installed (apt install zbar-tools)");
        DisplayFixture::setUp();
        server_ = std::make_unique<test::DemoServer>();
    }

protected:
    std::string screenSize() const override { return "1024x600"; }
    StartedProgram start(const std::string& program, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> command{ACE_BIN_DIR "/" + program, "--server", server_->url(), "--data",
                                         (folder_.path() / program).string()};
        command.insert(command.end(), more.begin(), more.end());
        return StartedProgram(command, folder_.path(), environment());
    }
    void awaitCounter(const std::string& title) const { awaitTitle("ace-counter", title); }
    // From the list of names, by keys.
    void logIn(const std::string& program, const std::string& number, const std::string& name,
               const std::string& login) const
    {
        awaitTitle(program, "Who is working?");
        press(number);
        awaitTitle(program, "PIN for " + name);
        type(server_->pinOf(login));
    }
    // Pairs, logs Dana in, clocks in and opens the till.
    void openCounter() const
    {
        awaitCounter("Pair this station");
        takePicture("counter-1-pair.png");
        type(server_->pairingCode("counter"));
        awaitCounter("Who is working?");
        takePicture("counter-2-login.png");
        logIn("ace-counter", "1", "Dana Cashier", "dana");
        awaitCounter("You are not clocked in");
        takePicture("counter-3-clock.png");
        press("Return");
        awaitCounter("The till is closed");
        type("15000");
        awaitCounter("Sell: $0.00");
        takePicture("counter-4-sell.png");
    }
    // What the QR code on the screen says, once it can be read.
    std::string readCode() const
    {
        return test::awaitAnswer("a QR code that can be read", [&]() -> std::optional<std::string> {
            const auto read =
                onDisplay({"zbarimg", "--quiet", "--raw", "--nodbus", takePicture("counter-6-ticket.png")});
            const std::string code = read.out.substr(0, read.out.find('\n'));
            return code.size() == 154 ? std::optional(code) : std::nullopt;
        });
    }

    std::unique_ptr<test::DemoServer> server_;
};

CPPUNIT_TEST_FIXTURE(CounterWindowTest, sellsATicketThatTheGateAdmits)
{
    std::string code;
    {
        auto counter = start("ace-counter");
        openCounter();
        press("1");
        press("Return");
        awaitCounter("To pay: $");
        takePicture("counter-5-cash.png");
        press("Return");
        awaitCounter("Sold: ");
        code = readCode();
        press("s");
        test::awaitAnswer("the ticket's PDF", [&]() -> std::optional<bool> {
            std::error_code error;
            const auto tickets = folder_.path() / "ace-counter" / "tickets";
            return std::filesystem::is_directory(tickets, error) && !std::filesystem::is_empty(tickets, error)
                       ? std::optional(true)
                       : std::nullopt;
        });
        press("Return");
        awaitCounter("Sell: $0.00"); // ready for the next customer
        CPPUNIT_ASSERT(counter.isRunning());
    }
    auto gate = start("ace-gate", {"--pair", server_->pairingCode("gate")});
    logIn("ace-gate", "2", "Gus Gate", "gus");
    awaitTitle("ace-gate", "Scan a ticket");
    awaitColour("24,34,52", "40+300", "counter-7-gate.png");
    type(code);
    awaitTitle("ace-gate", "ADMITTED");
    takePicture("counter-8-admitted.png");
}

CPPUNIT_TEST_FIXTURE(CounterWindowTest, sellsByTouchToo)
{
    auto counter = start("ace-counter");
    openCounter();
    // The first ticket, then "Cash", then the exact sum: three touches.
    for (const auto& [point, title] :
         {std::pair(std::array{"150", "190"}, "Sell: $"), std::pair(std::array{"820", "545"}, "To pay: $"),
          std::pair(std::array{"120", "270"}, "Sold: ")}) {
        const std::string before = titleOf("ace-counter");
        CPPUNIT_ASSERT_EQUAL(0,
                             onDisplay({"xdotool", "mousemove", point[0], point[1], "click", "1"}).exitCode);
        test::awaitAnswer("another title than " + before, [&]() -> std::optional<bool> {
            return titleOf("ace-counter") != before ? std::optional(true) : std::nullopt;
        });
        awaitCounter(title);
    }
    takePicture("counter-9-touched.png");
}

CPPUNIT_TEST_FIXTURE(CounterWindowTest, needsNoDisplayToSayWhatIsWrong)
{
    const auto run = test::runProgram({ACE_BIN_DIR "/ace-counter", "--language", "fr"});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("ace-counter: --language is en or es\nTry: ace-counter --help\n"),
                         run.err);
    CPPUNIT_ASSERT_EQUAL(0, test::runProgram({ACE_BIN_DIR "/ace-counter", "--help"}).exitCode);
}

} // namespace

} // namespace ace::counter
