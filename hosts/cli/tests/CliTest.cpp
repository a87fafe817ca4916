// SPDX-License-Identifier: MIT
#include "RunProgram.h"

#include <ace/base/SystemIdSource.h>
#include <ace/runtime/Runtime.h>

namespace ace::cli {

namespace {

using test::ProgramRun;

const std::string kFair = R"([event]
slug = "summer-fair"
name = "Summer fair"
time_zone = "America/New_York"
starts = "2026-07-14T10:00"
ends = "2026-07-14T22:00"

[[quota]]
name = "Ground"
size = 100

[[zone]]
name = "Fairground"

[[ticket_type]]
name = "General"
price = 1250
tax_ppm = 80000
zones = ["Fairground"]
quotas = ["Ground"]

[[gate]]
name = "North gate"
zone = "Fairground"
)";

class CliTest : public CppUnit::TestFixture
{
protected:
    static ProgramRun ace(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), ACE_BIN_DIR "/ace");
        return test::runProgram(arguments);
    }
    std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
    std::string file(const std::string& name, const std::string& content) const
    {
        test::mustSucceed(writeFileDurably(path(name), content));
        return path(name);
    }
    runtime::DataFolder preparedFolder()
    {
        runtime::DataFolder folder(path("data"));
        test::mustSucceed(folder.prepare(ids_));
        return folder;
    }
    std::unique_ptr<runtime::Runtime> holdFolder(const runtime::DataFolder& folder)
    {
        auto settings = runtime::Settings::defaults(false);
        settings.outputs.clear();
        settings.payments.clear();
        return test::valueOf(
            runtime::Runtime::startLocal(settings, folder, {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false}));
    }
    static void assertRefused(const std::string& message, const ProgramRun& run)
    {
        CPPUNIT_ASSERT_EQUAL(message, run.err);
        CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
        CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
};

CPPUNIT_TEST_FIXTURE(CliTest, printsItsVerbsWhenAsked)
{
    const auto run = ace({"--help"});
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string(), run.err);
    for (const char* usage :
         {"ace event import FILE.toml [--data DIR]", "ace serve", "ace story", "ace token"})
        CPPUNIT_ASSERT_MESSAGE(usage, run.out.find(usage) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CliTest, eachVerbShowsItsOwnUsage)
{
    const auto run = ace({"audit", "since", "--help"});
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("usage:\n\n  ace audit since --backup DIR [--data DIR] [--config FILE]\n"
                                     "      list what was sold or canceled since a backup\n"),
                         run.out);
}

CPPUNIT_TEST_FIXTURE(CliTest, printsItsVersion)
{
    const auto run = ace({"--version"});
    CPPUNIT_ASSERT_EQUAL(std::string("ace " ACE_VERSION "\n"), run.out);
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
}

CPPUNIT_TEST_FIXTURE(CliTest, printsItsVerbsAsARefusalWhenNoneIsGiven)
{
    const auto run = ace({});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
    CPPUNIT_ASSERT_EQUAL(ace({"--help"}).out, run.err);
}

CPPUNIT_TEST_FIXTURE(CliTest, namesTheNearestVerbToAnUnknownOne)
{
    assertRefused("ace: there is no verb \"tokn gate\"; did you mean \"token\"? Try: ace --help\n",
                  ace({"tokn", "gate"}));
    assertRefused("ace: there is no verb \"event export\"; did you mean \"event import\"? Try: ace --help\n",
                  ace({"event", "export", "x.toml"}));
}

CPPUNIT_TEST_FIXTURE(CliTest, importsAnEvent)
{
    const auto run = ace({"event", "import", file("fair.toml", kFair), "--data", path("data")});
    CPPUNIT_ASSERT_EQUAL(std::string(), run.err);
    CPPUNIT_ASSERT_EQUAL("Imported \"Summer fair\" as summer-fair into " + path("data") +
                             "\n"
                             "  starts Tue 14 Jul 2026, 10:00\n"
                             "  quota Ground: 100\n"
                             "  ticket type General: $13.50\n"
                             "  gate North gate\n",
                         run.out);
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);

    const auto runtime = holdFolder(runtime::DataFolder(path("data")));
    const auto event = test::valueOf(runtime->catalog().findEvent("summer-fair"));
    CPPUNIT_ASSERT(event);
    CPPUNIT_ASSERT(event->activeKey());
}

CPPUNIT_TEST_FIXTURE(CliTest, namesFileAndKeyOfABadEventAndTouchesNoFolder)
{
    const auto bad = file("bad.toml", kFair + "colour = \"red\"\n");
    assertRefused("ace: " + bad + ": gate[1].colour: no such key is known here; check its spelling\n",
                  ace({"event", "import", bad, "--data", path("data")}));
    CPPUNIT_ASSERT(!std::filesystem::exists(path("data")));
}

CPPUNIT_TEST_FIXTURE(CliTest, namesAFileThatIsNotThere)
{
    const auto run = ace({"event", "import", path("absent.toml"), "--data", path("data")});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT(run.err.find(path("absent.toml")) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CliTest, wantsExactlyOneEventFile)
{
    const std::string usage = "ace: usage: ace event import FILE.toml [--data DIR] [--config FILE]\n";
    assertRefused(usage, ace({"event", "import"}));
    assertRefused(usage, ace({"event", "import", "a.toml", "b.toml"}));
    assertRefused("ace: there is no option --date; did you mean --data?\n",
                  ace({"event", "import", "--date", "x"}));
}

CPPUNIT_TEST_FIXTURE(CliTest, importsAnEventOnlyOnce)
{
    const auto fair = file("fair.toml", kFair);
    CPPUNIT_ASSERT_EQUAL(0, ace({"event", "import", fair, "--data", path("data")}).exitCode);
    const auto run = ace({"event", "import", fair, "--data", path("data")});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
    CPPUNIT_ASSERT(run.err.find("summer-fair") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CliTest, namesWhoHoldsTheFolder)
{
    const auto folder = preparedFolder();
    const auto holder = holdFolder(folder);
    const auto run = ace({"event", "import", file("fair.toml", kFair), "--data", path("data")});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
    CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find(std::to_string(::getpid())) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(CliTest, printsABearerForDemoDataWhileTheFolderIsHeld)
{
    auto folder = preparedFolder();
    test::mustSucceed(folder.markDemo());
    const auto holder = holdFolder(folder);
    const runtime::BearerCheck check(test::valueOf(folder.deriveKey("bearer")));
    for (const auto role : {runtime::Role::Counter, runtime::Role::Gate}) {
        const auto run = ace({"token", "--data", path("data"), runtime::name(role)});
        CPPUNIT_ASSERT_EQUAL(std::string(), run.err);
        CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
        CPPUNIT_ASSERT(run.out.ends_with('\n'));
        const std::string bearer = run.out.substr(0, run.out.size() - 1);
        CPPUNIT_ASSERT(check.verify(bearer, clock_.now()) == role);
        CPPUNIT_ASSERT(check.verify(bearer, clock_.now() + std::chrono::minutes(59)) == role);
        CPPUNIT_ASSERT(!check.verify(bearer, clock_.now() + std::chrono::minutes(61)));
    }
}

CPPUNIT_TEST_FIXTURE(CliTest, givesNoBearerForRealData)
{
    preparedFolder();
    const auto run = ace({"token", "--data", path("data"), "gate"});
    CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
    CPPUNIT_ASSERT(run.err.find("demo") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(2, ace({"token", "--data", path("absent"), "gate"}).exitCode);
}

CPPUNIT_TEST_FIXTURE(CliTest, givesNoBearerForAnUnknownRole)
{
    assertRefused("ace: there is no role \"boss\"; it is counter or gate\n", ace({"token", "boss"}));
    assertRefused("ace: usage: ace token [--data DIR] counter|gate\n", ace({"token"}));
}

CPPUNIT_TEST_FIXTURE(CliTest, runsStoriesByTheProgramBesideIt)
{
    const auto run = ace({"story", "--steps"});
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(test::runProgram({ACE_BIN_DIR "/ace-headless", "--steps"}).out, run.out);
    const auto unknown = ace({"story", file("x.story", "story \"x\"\ndance\n")});
    CPPUNIT_ASSERT_EQUAL(2, unknown.exitCode);
}

CPPUNIT_TEST_FIXTURE(CliTest, saysWhichProgramIsNotBesideIt)
{
    std::filesystem::copy_file(ACE_BIN_DIR "/ace", path("ace"));
    const auto run = test::runProgram({path("ace"), "serve"});
    assertRefused("ace: cannot start " + path("ace-server") +
                      ": No such file or directory; build or install it beside ace\n",
                  run);
}

} // namespace

} // namespace ace::cli
