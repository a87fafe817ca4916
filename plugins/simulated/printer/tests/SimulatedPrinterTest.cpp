// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginHost.h>

#include <thread>

using namespace ace;

class SimulatedPrinterTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::TicketOutput> open(const std::string& more = "")
    {
        return test::valueOf(host_.openTicketOutput(
            {"till", "simulated-printer", R"({"folder":")" + folder_.path().string() + "\"" + more + "}",
             std::chrono::seconds(5)}));
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
    void waitForLog(const std::string& text)
    {
        const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (log_.all().find(text) == std::string::npos && std::chrono::steady_clock::now() < limit)
            std::this_thread::yield();
        CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find(text) != std::string::npos);
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::TemporaryFolder folder_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

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
    waitForLog("event 4, code 0 about out-1");
}

CPPUNIT_TEST_FIXTURE(SimulatedPrinterTest, paperAndCoverTellThemselvesAndWhatToDo)
{
    const auto printer = open(R"(,"faults":[{"at_ms":100,"for_ms":100,"do":"paper_out"},
        {"call":2,"of":"submit","do":"cover_open"}])");
    clock_.advance(std::chrono::milliseconds(100));
    waitForLog("event 2, code 24");
    const auto error = printer->submit("out-1", ticket(), {}).error();
    CPPUNIT_ASSERT(error.message.find("Load a roll") != std::string::npos);
    clock_.advance(std::chrono::milliseconds(100));
    waitForLog("event 2, code 26");
    CPPUNIT_ASSERT(printer->submit("out-1", ticket(), {}).error().message.find("Close it") !=
                   std::string::npos);
    waitForLog("event 2, code 11");
    test::mustSucceed(printer->submit("out-1", ticket(), {}));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, slips());
}
