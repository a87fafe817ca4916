// SPDX-License-Identifier: MIT
#include "ScanCollector.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;

class ExampleScannerTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::Scanner> start(const std::string& settings)
    {
        auto scanner =
            test::valueOf(host_.openScanner({"hand", "example", settings, std::chrono::seconds(5)}));
        test::mustSucceed(scanner->start(scans_.handler()));
        test::mustSucceed(scanner->armDataEvents());
        return scanner;
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::ScanCollector scans_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(ExampleScannerTest, readsItsCodeWhenTriggered)
{
    const auto scanner = start(R"({"code":"HELLO"})");
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT_EQUAL(std::string("HELLO"), scans_.waitFor(1)[0]);
}

CPPUNIT_TEST_FIXTURE(ExampleScannerTest, saysWhatToDoWithoutACode)
{
    const auto scanner = start(R"({"code":""})");
    CPPUNIT_ASSERT_EQUAL(
        std::string("device \"hand\" (plugin example): there is no code in front of the reader: set "
                    "\"code\""),
        scanner->trigger().error().describe());
}
