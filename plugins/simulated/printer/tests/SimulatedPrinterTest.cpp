// SPDX-License-Identifier: MIT
#include "FaultCases.h"

#include <ace/base/File.h>
#include <ace/sdk/abi/ticket_output.h>
#include <ace/sdk/testing/LoadedDevice.h>

#include <thread>

namespace ace::simulatedprinter {

// Without pictures, whose fonts are not built for TSan.
class SimulatedPrinterTest : public test::FaultCases
{
protected:
    SimulatedPrinterTest() : FaultCases("simulated-printer", {"duplicate", "paper_out", "cover_open"}) {}

    void openWith(const std::string& more) override
    {
        printer_.reset();
        printer_ = open(more);
    }
    std::vector<Call> calls() override
    {
        return {{"render", [this] { return test::withoutValue(printer_->render(ticket())); }},
                {"submit", [this] { return printer_->submit("out-1", ticket(), {}); }}};
    }
    std::string settings(const std::string& more) const
    {
        return R"({"png":false,"folder":")" + folder_.path().string() + "\"" + more + "}";
    }
    std::unique_ptr<sdk::TicketOutput> open(const std::string& more = "")
    {
        return test::valueOf(host_.openTicketOutput(config(settings(more))));
    }
    static sdk::Document ticket()
    {
        return {"Fair",
                "en",
                {sdk::TextBlock{"Fair", sdk::TextStyle::Title, sdk::TextAlign::Center}, sdk::RuleBlock{},
                 sdk::ColumnsBlock{{"Adult", "$12.50"}}, sdk::QrBlock{"ACE1-XYZ", "Keep it"}}};
    }
    std::size_t slips() const
    {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(folder_.path()), {}));
    }
    std::size_t logged(const std::string& text) const
    {
        const std::string all = log_.all();
        std::size_t times = 0;
        for (auto at = all.find(text); at != all.npos; at = all.find(text, at + 1))
            ++times;
        return times;
    }
    void waitForLog(const std::string& text, std::size_t times)
    {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (logged(text) < times && std::chrono::steady_clock::now() < limit)
            std::this_thread::yield();
        CPPUNIT_ASSERT_EQUAL_MESSAGE(log_.all(), times, logged(text));
    }

    test::TemporaryFolder folder_;
    std::unique_ptr<sdk::TicketOutput> printer_;
};

ACE_FAULT_CASES(SimulatedPrinterTest)

CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, printsASlipAndTheSameIdOnlyOnce)
{
    const auto printer = open();
    for (int again = 0; again < 2; ++again)
        test::mustSucceed(printer->submit("out-1", ticket(), {}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, slips());
    CPPUNIT_ASSERT_EQUAL(std::string(22, ' ') + "Fair\n" + std::string(48, '-') + "\nAdult" +
                             std::string(37, ' ') + "$12.50\n[QR ACE1-XYZ]\n" + std::string(20, ' ') +
                             "Keep it\n",
                         test::valueOf(readFile(folder_.path() / "1-b3V0LTE.txt")));
    waitForLog("event 4, code 0 about out-1", 2);
}

CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, aLongCellGoesOnInTheNextRow)
{
    const auto printer = open();
    const std::string name = "María de los Ángeles Fernández y Rodríguez";
    const auto slip = test::valueOf(printer->render({"Fair", "en", {sdk::ColumnsBlock{{"Holder", name}}}}));
    CPPUNIT_ASSERT_EQUAL("Holder" + std::string(22, ' ') + "María de los Ángeles\n" + std::string(27, ' ') +
                             "Fernández y Rodríguez\n",
                         slip.bytes);
}

CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, tellsTwiceThatItPrinted)
{
    const auto printer = open(R"(,"faults":[{"call":2,"of":"submit","do":"duplicate"}])");
    test::mustSucceed(printer->submit("out-1", ticket(), {}));
    test::mustSucceed(printer->submit("out-2", ticket(), {}));
    waitForLog("event 4, code 0 about out-2", 2);
    waitForLog("event 4, code 0 about out-1", 1);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, slips());
}

CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, withoutPaperItPrintsNothingAndSaysWhatToDo)
{
    const auto printer = open(R"(,"faults":[{"at_ms":100,"for_ms":100,"do":"paper_out"}])");
    clock_.advance(std::chrono::milliseconds(100));
    waitForLog("event 2, code 24", 1);
    const auto error = printer->submit("out-1", ticket(), {}).error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("Load a roll") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, slips());
    clock_.advance(std::chrono::milliseconds(100));
    waitForLog("event 2, code 26", 1);
    test::mustSucceed(printer->submit("out-1", ticket(), {}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, slips());
}

CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, withItsCoverOpenItPrintsNothingAndSaysWhatToDo)
{
    const auto printer = open(R"(,"faults":[{"call":2,"of":"submit","do":"cover_open"}])");
    test::mustSucceed(printer->submit("out-1", ticket(), {}));
    const auto error = printer->submit("out-2", ticket(), {}).error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("Close it") != std::string::npos);
    waitForLog("event 2, code 11", 1);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, slips());
    test::mustSucceed(printer->submit("out-2", ticket(), {}));
    waitForLog("event 2, code 12", 1);
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, slips());
}

// The host has no use for clear() yet: through the table.
CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, clearingHeedsFaultsToo)
{
    sdk::testing::LoadedDevice device(ACE_PLUGIN_DIR "/simulated-printer.so", "printer");
    device.start(settings(R"(,"faults":[{"call":2,"of":"clear","do":"offline"}])"));
    const auto& table = device.table<ace_ticket_output_1>(ACE_TICKET_OUTPUT_1);
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, table.clear(device.self()));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OFFLINE}, table.clear(device.self()));
    CPPUNIT_ASSERT_EQUAL(ace_status{ACE_OK}, table.clear(device.self()));
}

} // namespace ace::simulatedprinter
