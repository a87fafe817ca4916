// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/File.h>
#include <ace/plugin-host/PluginHost.h>

using namespace ace;

class SimulatedDisplayTest : public CppUnit::TestFixture
{
protected:
    Result<std::unique_ptr<sdk::LineDisplay>> open(const std::string& more = "")
    {
        return host_.openLineDisplay(
            {"customer", "simulated-display",
             R"({"rows":2,"columns":8,"file":")" + file_.string() + "\"" + more + "}",
             std::chrono::seconds(5)});
    }
    std::string shown() const { return test::valueOf(readFile(file_)); }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "display.txt";
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(SimulatedDisplayTest, showsTextAtItsPlaceAndCutsWhatIsTooLong)
{
    const auto display = test::valueOf(open());
    const auto size = test::valueOf(display->dimensions());
    CPPUNIT_ASSERT(size.rows == 2 && size.columns == 8);
    test::mustSucceed(display->show(0, 0, "Total"));
    test::mustSucceed(display->show(1, 3, "12,50 €uro"));
    CPPUNIT_ASSERT_EQUAL(std::string("Total   \n   12,50\n"), shown());
    test::mustSucceed(display->show(1, 0, "Señ"));
    CPPUNIT_ASSERT_EQUAL(std::string("Total   \nSeñ12,50\n"), shown());
    test::mustSucceed(display->clear());
    CPPUNIT_ASSERT_EQUAL(std::string("        \n        \n"), shown());
}

CPPUNIT_TEST_FIXTURE(SimulatedDisplayTest, aPlaceThatItDoesNotHaveIsInvalid)
{
    const auto display = test::valueOf(open());
    for (const auto& [row, column] : {std::pair{2u, 0u}, {0u, 8u}}) {
        const auto error = display->show(row, column, "x").error();
        CPPUNIT_ASSERT(error.code == ErrorCode::Invalid);
        CPPUNIT_ASSERT(error.message.find("2 rows of 8") != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(SimulatedDisplayTest, faultsComeAtTheirCalls)
{
    const auto display = test::valueOf(open(R"(,"faults":[{"call":1,"of":"show","do":"offline"},
        {"call":2,"of":"show","do":"throw"},{"call":4,"of":"show","do":"disconnect"}])"));
    CPPUNIT_ASSERT(display->show(0, 0, "a").error().code == ErrorCode::Offline);
    CPPUNIT_ASSERT(display->show(0, 0, "b").error().code == ErrorCode::Internal);
    test::mustSucceed(display->show(0, 0, "c"));
    CPPUNIT_ASSERT_EQUAL(std::string("c       \n        \n"), shown());
    CPPUNIT_ASSERT(display->show(0, 0, "d").error().code == ErrorCode::Unavailable);
    CPPUNIT_ASSERT(display->clear().error().code == ErrorCode::Unavailable);
}

CPPUNIT_TEST_FIXTURE(SimulatedDisplayTest, aFaultThatMakesNoSenseIsRefusedByName)
{
    const auto error = open(R"(,"faults":[{"call":1,"do":"duplicate"}])").error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("faults/0/do") != std::string::npos);
}
