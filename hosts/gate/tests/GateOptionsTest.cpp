// SPDX-License-Identifier: MIT
#include "presenters/GateOptions.h"

#include "TestSupport.h"

#include <ace/base/File.h>

namespace ace::gate {

namespace {

class GateOptionsTest : public CppUnit::TestFixture
{
protected:
    std::string file(const std::string& name, const std::string& content) const
    {
        const auto path = folder_.path() / name;
        test::mustSucceed(writeFileDurably(path, content));
        return path.string();
    }
    static GateOptions parsed(const std::vector<std::string>& arguments)
    {
        return test::valueOf(GateOptions::parse(arguments));
    }
    static std::string problemOf(const std::vector<std::string>& arguments)
    {
        const auto options = GateOptions::parse(arguments);
        CPPUNIT_ASSERT(!options);
        return options.error().describe();
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(GateOptionsTest, takesServerTokenAndGate)
{
    const auto options = parsed({"--server", "http://h:1", "--token", "T", "--gate", "North gate"});
    CPPUNIT_ASSERT_EQUAL(std::string("http://h:1"), options.serverUrl);
    CPPUNIT_ASSERT_EQUAL(std::string("T"), options.bearer);
    CPPUNIT_ASSERT_EQUAL(std::string("North gate"), options.gate);
    CPPUNIT_ASSERT(!options.windowed);
    CPPUNIT_ASSERT(parsed({"--server=s", "--token=T", "--gate=g", "--windowed"}).windowed);
}

CPPUNIT_TEST_FIXTURE(GateOptionsTest, readsTheTokenFromAFile)
{
    const auto options = parsed({"--server=s", "--gate=g", "--token-file", file("token", "SECRET\n")});
    CPPUNIT_ASSERT_EQUAL(std::string("SECRET"), options.bearer);
}

CPPUNIT_TEST_FIXTURE(GateOptionsTest, takesServerAndScannersFromTheConfiguration)
{
    const auto config = file("gate.toml", "[remote]\nurl = \"http://c:1\"\ntoken = \"C\"\n"
                                          "[scanner.hand]\nplugin = \"simulated-scanner\"\n");
    const auto options = parsed({"--gate=g", "--config", config});
    CPPUNIT_ASSERT_EQUAL(std::string("http://c:1"), options.serverUrl);
    CPPUNIT_ASSERT_EQUAL(std::string("C"), options.bearer);
    CPPUNIT_ASSERT_EQUAL(std::string("simulated-scanner"), options.settings.scanners.at("hand").plugin);
    CPPUNIT_ASSERT_EQUAL(std::string("s"),
                         parsed({"--gate=g", "--config", config, "--server", "s"}).serverUrl);
}

CPPUNIT_TEST_FIXTURE(GateOptionsTest, saysWhatIsMissing)
{
    CPPUNIT_ASSERT_EQUAL(std::string("no server is named; give --server URL"),
                         problemOf({"--gate=g", "--token=t"}));
    CPPUNIT_ASSERT_EQUAL(std::string("there is no token; give --token-file FILE"),
                         problemOf({"--gate=g", "--server=s"}));
    CPPUNIT_ASSERT_EQUAL(std::string("no gate is named; give --gate NAME"),
                         problemOf({"--server=s", "--token=t"}));
}

CPPUNIT_TEST_FIXTURE(GateOptionsTest, refusesWhatItCannotRead)
{
    const auto empty = file("token", " \n");
    CPPUNIT_ASSERT_EQUAL(empty + ": holds no token",
                         problemOf({"--server=s", "--gate=g", "--token-file", empty}));
    CPPUNIT_ASSERT(problemOf({"--token-file", (folder_.path() / "absent").string()}).find("absent") !=
                   std::string::npos);
    const auto config = file("gate.toml", "[remote]\nurl = \"http://c:1\"\ncolour = \"red\"\n");
    CPPUNIT_ASSERT(problemOf({"--config", config}).find("remote.colour") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("\"North\" is not expected here"), problemOf({"North"}));
}

CPPUNIT_TEST_FIXTURE(GateOptionsTest, isPairedWhereNoTokenOrGateIsNamed)
{
    const auto options = parsed({"--data=d", "--server=s", "--pair=CODE", "--language=es"});
    CPPUNIT_ASSERT(options.paired);
    CPPUNIT_ASSERT_EQUAL(std::string("d"), options.data.string());
    CPPUNIT_ASSERT_EQUAL(std::string("CODE"), options.pair);
    CPPUNIT_ASSERT(options.language == kit::Language::Spanish);
    CPPUNIT_ASSERT(!parsed({"--data=d"}).data.empty());
    CPPUNIT_ASSERT(!parsed({"--server=s", "--token=T", "--gate=g"}).paired);
    CPPUNIT_ASSERT_EQUAL(std::string("--language is en or es"), problemOf({"--language=fr"}));
}

CPPUNIT_TEST_FIXTURE(GateOptionsTest, needsNothingElseForHelp) { CPPUNIT_ASSERT(parsed({"--help"}).help); }

} // namespace

} // namespace ace::gate
