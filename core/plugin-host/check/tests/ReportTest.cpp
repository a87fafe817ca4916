// SPDX-License-Identifier: MIT
// What a plugin says of itself comes from anywhere.
#include "TestSupport.h"

#include <ace/plugin-host/check/Report.h>

namespace ace::plugincheck {

class ReportTest : public CppUnit::TestFixture
{
protected:
    const Finding finding_{.test = "life.health",
                           .device = "red\x1b[31m\xef\xbf\xbe",
                           .outcome = Outcome::Failed,
                           .detail = "one\ntwo \xc2\x9b <\xef\xbf\xbf>\xff"};
};

CPPUNIT_TEST_FIXTURE(ReportTest, textCommandsNoTerminal)
{
    CPPUNIT_ASSERT_EQUAL(std::string("life.health red [31m\xef\xbf\xbe           Failed\n"
                                     "    one\n    two   <\xef\xbf\xbf>\xef\xbf\xbd\n"),
                         textLine(finding_));
}

CPPUNIT_TEST_FIXTURE(ReportTest, junitHasTheCharactersOfXmlAlone)
{
    const std::string made = toJUnit("a&b.so", {finding_});
    CPPUNIT_ASSERT_MESSAGE(made, made.find("<testsuite name=\"a&amp;b.so\"") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(made, made.find("name=\"life.health red [31m\xef\xbf\xbd\"") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(made, made.find("&lt;\xef\xbf\xbd&gt;") != std::string::npos);
    for (const char* none : {"\x1b", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xff"})
        CPPUNIT_ASSERT_MESSAGE(made, made.find(none) == std::string::npos);
}

} // namespace ace::plugincheck
