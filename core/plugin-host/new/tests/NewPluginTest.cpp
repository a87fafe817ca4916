// SPDX-License-Identifier: MIT
#include "RunProgram.h"

namespace ace::pluginnew {

namespace {

class NewPluginTest : public CppUnit::TestFixture
{
protected:
    static test::ProgramRun run(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), ACE_BIN_DIR "/ace-plugin-new");
        return test::runProgram(arguments);
    }
    test::ProgramRun make(const std::string& capability, const std::string& id) const
    {
        return run({"--capability", capability, "--id", id, project().string()});
    }
    std::filesystem::path project() const { return folder_.path() / "project"; }
    std::string written(const std::string& file) const { return test::valueOf(readFile(project() / file)); }

    // Refused with that text, and nothing is there.
    void refuses(const test::ProgramRun& told, const std::string& text) const
    {
        CPPUNIT_ASSERT_EQUAL(2, told.exitCode);
        CPPUNIT_ASSERT_MESSAGE(told.err, told.err.starts_with("ace-plugin-new: "));
        CPPUNIT_ASSERT_MESSAGE(told.err, told.err.find(text) != std::string::npos);
        CPPUNIT_ASSERT(!std::filesystem::exists(project()));
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(NewPluginTest, writesAProject)
{
    const auto told = make("scanner", "org.example.hand-reader");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(told.err, 0, told.exitCode);
    CPPUNIT_ASSERT(written("CMakeLists.txt").find("ace_add_plugin(hand-reader SOURCES") != std::string::npos);
    const std::string source = written("src/hand-reader.cpp");
    CPPUNIT_ASSERT(source.find("class HandReader : public ace::sdk::ScannerDevice") != std::string::npos);
    CPPUNIT_ASSERT(source.find(R"("id": "org.example.hand-reader")") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("build/\n"), written(".gitignore"));
    CPPUNIT_ASSERT(!written("README.md").empty());
}

CPPUNIT_TEST_FIXTURE(NewPluginTest, leavesNoWordOfATemplateUnfilled)
{
    for (const std::string capability :
         {"cash-drawer", "gate-control", "line-display", "payment", "queue", "scanner", "ticket-output"}) {
        CPPUNIT_ASSERT_EQUAL(0, make(capability, "org.example.mine").exitCode);
        for (const std::string file : {"CMakeLists.txt", "README.md", "src/mine.cpp", "tests/mine-test.cpp"})
            CPPUNIT_ASSERT_MESSAGE(capability + " " + file, written(file).find('@') == std::string::npos);
        std::filesystem::remove_all(project());
    }
}

CPPUNIT_TEST_FIXTURE(NewPluginTest, refusesAnIdThatIsNone)
{
    for (const std::string id :
         {"mine", "", "org.", ".org", "org..mine", "org.Example.mine", "org.example.1st",
          "org.example.my_one", "org.example.mine-", "org/../mine", "org.example.mi ne"})
        refuses(make("scanner", id), "--id \"" + id + "\"");
    refuses(make("scanner", "org.example." + std::string(100, 'a')), "longer than 100");
    refuses(make("scanner", "org.example.test"), "CMake keeps");
    refuses(make("scanner", "org.example.dl"), "CMake keeps"); // ${CMAKE_DL_LIBS} would be the plugin
}

CPPUNIT_TEST_FIXTURE(NewPluginTest, refusesAnUnknownCapability)
{
    for (const std::string capability : {"storage", "", "scan", "scanner.txt"})
        refuses(make(capability, "org.example.mine"),
                "it is one of cash-drawer, gate-control, line-display, payment, queue, scanner, "
                "ticket-output");
}

CPPUNIT_TEST_FIXTURE(NewPluginTest, writesOnlyIntoAFolderThatIsEmpty)
{
    std::filesystem::create_directory(project());
    test::mustSucceed(writeFileDurably(project() / "mine.txt", "kept"));
    const auto told = make("scanner", "org.example.mine");
    CPPUNIT_ASSERT_EQUAL(2, told.exitCode);
    CPPUNIT_ASSERT_MESSAGE(told.err, told.err.find("is not empty") != std::string::npos);
    const std::filesystem::directory_iterator files(project());
    CPPUNIT_ASSERT_EQUAL(std::ptrdiff_t{1}, std::distance(begin(files), end(files)));

    std::filesystem::remove(project() / "mine.txt");
    CPPUNIT_ASSERT_EQUAL(0, make("scanner", "org.example.mine").exitCode);
}

CPPUNIT_TEST_FIXTURE(NewPluginTest, refusesAFileInPlaceOfAFolder)
{
    test::mustSucceed(writeFileDurably(project(), "kept"));
    const auto told = make("scanner", "org.example.mine");
    CPPUNIT_ASSERT_EQUAL(2, told.exitCode);
    CPPUNIT_ASSERT_MESSAGE(told.err, told.err.find("is no folder") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(NewPluginTest, refusesWrongArguments)
{
    refuses(run({}), "try ace-plugin-new --help");
    refuses(run({"--capability"}), "--capability needs a value");
    refuses(run({"--colour", "red"}), "there is no option --colour");
    refuses(run({"--capability", "scanner", "--id", "org.example.mine", project().string(), "more"}),
            "one folder");
    CPPUNIT_ASSERT_EQUAL(0, run({"--help"}).exitCode);
    CPPUNIT_ASSERT(run({"--help"}).out.find("cash-drawer, gate-control") != std::string::npos);
}

} // namespace

} // namespace ace::pluginnew
