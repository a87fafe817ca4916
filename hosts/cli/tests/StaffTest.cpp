// SPDX-License-Identifier: MIT
#include "RunProgram.h"

#include <ace/base/File.h>
#include <ace/base/SystemIdSource.h>
#include <ace/runtime/Runtime.h>
#include <ace/staffing/People.h>

namespace ace::cli {

namespace {

using test::ProgramRun;

class StaffTest : public CppUnit::TestFixture
{
protected:
    std::string data() const { return (folder_.path() / "data").string(); }
    // `input` is printf's: \n ends a line.
    ProgramRun staff(const std::string& verb, const std::string& options, const std::string& input = "")
    {
        return test::runProgram({"/bin/sh", "-c",
                                 "printf '" + input + "' | '" ACE_BIN_DIR "/ace' staff " + verb +
                                     " --data '" + data() + "' " + options});
    }
    static void assertRefused(const std::string& part, const ProgramRun& run)
    {
        CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find(part) != std::string::npos);
        CPPUNIT_ASSERT_EQUAL(std::string(), run.out);
        CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
    }
    std::unique_ptr<runtime::Runtime> open()
    {
        auto settings = runtime::Settings::defaults(false);
        settings.outputs.clear();
        settings.payments.clear();
        return test::valueOf(runtime::Runtime::startLocal(settings, runtime::DataFolder(data()),
                                                          {log_, clock_, ids_, {ACE_PLUGIN_DIR}, false}));
    }

    test::TemporaryFolder folder_;
    test::FakeLog log_;
    SystemClock clock_;
    SystemIdSource ids_{clock_};
};

CPPUNIT_TEST_FIXTURE(StaffTest, addsTheFirstOrganiserWhoCanLogIn)
{
    const auto run =
        staff("add", "--name 'Olga Orlova' --login olga --role organiser --password-stdin --pin-stdin",
              "plum orbit kettle 77\\n739128\\n");
    CPPUNIT_ASSERT_EQUAL(std::string(), run.err);
    CPPUNIT_ASSERT_EQUAL(std::string("Added Olga Orlova (olga), who can log in now\n"), run.out);
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);

    const auto runtime = open();
    const auto outcome = test::valueOf(runtime->people().staffing.logIn(
        staffing::PasswordLogin{"olga", "plum orbit kettle 77", "192.0.2.1"}));
    const auto& in = std::get<staffing::LoggedIn>(outcome);
    CPPUNIT_ASSERT(in.staff.mayEverywhere(Permission::ManageStaff));
}

CPPUNIT_TEST_FIXTURE(StaffTest, listsWhoWorksHere)
{
    staff("add", "--name Olga --login olga --role organiser");
    staff("add", "--name Ann --login ann --role cashier");
    const auto run = staff("list", "");
    CPPUNIT_ASSERT_EQUAL(
        std::string("olga\tOlga\torganiser at all events\nann\tAnn\tcashier at all events\n"), run.out);
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
}

CPPUNIT_TEST_FIXTURE(StaffTest, refusesUnfitSecretsAndAddsNobody)
{
    const std::string who = "--name Olga --login olga --role organiser ";
    assertRefused("the password is not taken: This is easy to guess",
                  staff("add", who + "--password-stdin", "password1\\n"));
    assertRefused("the PIN is not taken: This is easy to guess",
                  staff("add", who + "--pin-stdin", "123456\\n"));
    assertRefused("PIN of a supervisor or organiser is 6 to 8 digits",
                  staff("add", who + "--pin-stdin", "58203\\n"));
    assertRefused("standard input has no line with the PIN",
                  staff("add", who + "--password-stdin --pin-stdin", "plum orbit kettle 77\\n"));
    CPPUNIT_ASSERT_EQUAL(std::string(), staff("list", "").out);
}

CPPUNIT_TEST_FIXTURE(StaffTest, refusesWhatIsWrong)
{
    for (const char* options : {"", "--name Olga --login olga", "--name Olga --login olga --role boss",
                                "--login olga --role organiser", "--name Olga --role organiser",
                                "--name Olga --login olga --role organiser more"})
        assertRefused("usage: ace staff add", staff("add", options));
    for (const char* options : {"--event \"\"", "--event="})
        assertRefused("--event needs an event's slug",
                      staff("add", std::string("--name Ann --login ann --role cashier ") + options));
    assertRefused("no event has the slug \"fair\"",
                  staff("add", "--name Ann --login ann --role cashier --event fair"));
    assertRefused("a login is 2 to 64", staff("add", "--name Ann --login Ann --role cashier"));
    staff("add", "--name Ann --login ann --role cashier");
    assertRefused("\"ann\"", staff("add", "--name Ann --login ann --role cashier"));
    const auto holder = open();
    assertRefused("data", staff("list", ""));
}

CPPUNIT_TEST_FIXTURE(StaffTest, worksOnTheRecordThatTheConfigurationNames)
{
    const auto config = folder_.path() / "ace.toml";
    test::mustSucceed(writeFileDurably(config, "[storage]\nsettings.file = \"tickets.db\"\n"));
    const std::string who = "--name Olga --login olga --role organiser ";
    const std::string own = "--config '" + config.string() + "' ";
    CPPUNIT_ASSERT_EQUAL(0, staff("add", who + own).exitCode);
    assertRefused("holds another record than [storage] names", staff("add", who));
    assertRefused("holds another record than [storage] names", staff("list", ""));
    CPPUNIT_ASSERT(!std::filesystem::exists(folder_.path() / "data/ace.db"));
    CPPUNIT_ASSERT_EQUAL(std::string("olga\tOlga\torganiser at all events\n"), staff("list", own).out);
}

CPPUNIT_TEST_FIXTURE(StaffTest, listingMakesNoFolder)
{
    assertRefused("there is no such folder", staff("list", ""));
    CPPUNIT_ASSERT(!std::filesystem::exists(data()));
}

} // namespace

} // namespace ace::cli
