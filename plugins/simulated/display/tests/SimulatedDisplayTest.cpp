// SPDX-License-Identifier: MIT
#include "FaultCases.h"

#include <ace/base/File.h>

namespace ace::simulateddisplay {

class SimulatedDisplayTest : public test::FaultCases
{
protected:
    SimulatedDisplayTest() : FaultCases("simulated-display", {}) {}

    void openWith(const std::string& more) override
    {
        display_.reset();
        display_ = test::valueOf(open(more));
    }
    std::vector<Call> calls() override
    {
        return {{"show", [this] { return display_->show(0, 0, "Total"); }},
                {"clear", [this] { return display_->clear(); }},
                {"dimensions", [this] { return test::withoutValue(display_->dimensions()); }}};
    }
    Result<std::unique_ptr<sdk::LineDisplay>> open(const std::string& more = "")
    {
        return host_.openLineDisplay(
            config(R"({"rows":2,"columns":8,"file":")" + file_.string() + "\"" + more + "}"));
    }
    std::string shown() const { return test::valueOf(readFile(file_)); }

    test::TemporaryFolder folder_;
    const std::filesystem::path file_ = folder_.path() / "display.txt";
    std::unique_ptr<sdk::LineDisplay> display_;
};

ACE_FAULT_CASES(SimulatedDisplayTest)

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

CPPUNIT_TEST_FIXTURE(SimulatedDisplayTest, whatFailedIsNotShown)
{
    const auto display = test::valueOf(open(R"(,"faults":[{"call":2,"of":"show","do":"offline"},
        {"call":3,"of":"show","do":"throw"}])"));
    test::mustSucceed(display->show(0, 0, "a"));
    CPPUNIT_ASSERT(!display->show(0, 0, "b"));
    CPPUNIT_ASSERT(!display->show(0, 0, "c"));
    CPPUNIT_ASSERT_EQUAL(std::string("a       \n        \n"), shown());
}

CPPUNIT_TEST_FIXTURE(SimulatedDisplayTest, aFaultThatMakesNoSenseIsRefusedByName)
{
    const auto error = open(R"(,"faults":[{"call":1,"do":"duplicate"}])").error();
    CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find("faults/0/do") != std::string::npos);
}

} // namespace ace::simulateddisplay
