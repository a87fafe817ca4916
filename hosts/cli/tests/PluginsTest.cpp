// SPDX-License-Identifier: MIT
#include "RunProgram.h"

#include <nlohmann/json.hpp>

#include <filesystem>

namespace ace::cli {

namespace {

using Json = nlohmann::json;
using test::ProgramRun;

class PluginsTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        std::filesystem::create_directories(plugins());
        install(ACE_PLUGIN_DIR "/example.so", "example");
    }

protected:
    std::filesystem::path plugins() const { return folder_.path() / "plugins"; }
    void install(const std::string& from, const std::string& as) const
    {
        std::filesystem::copy_file(from, plugins() / (as + ".so"),
                                   std::filesystem::copy_options::overwrite_existing);
    }
    ProgramRun ace(std::vector<std::string> words) const
    {
        std::vector<std::string> command{"/usr/bin/env",     "-u",
                                         "ACE_PLUGIN_STATE", "ACE_PLUGIN_PATH=" + plugins().string(),
                                         ACE_BIN_DIR "/ace", "plugins"};
        command.insert(command.end(), words.begin(), words.end());
        command.insert(command.end(), {"--data", (folder_.path() / "data").string()});
        return test::runProgram(command);
    }
    Json json(const std::vector<std::string>& words) const
    {
        auto all = words;
        all.emplace_back("--json");
        const auto run = ace(all);
        const Json answer = Json::parse(run.out, nullptr, false);
        CPPUNIT_ASSERT_MESSAGE(run.out + run.err, answer.is_object());
        return answer["plugins"];
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(PluginsTest, aPluginThatWasTriedIsReady)
{
    CPPUNIT_ASSERT_EQUAL(std::string("not tried"), json({"list"})[0]["state"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(0, ace({"check", "example"}).exitCode);
    const Json line = json({"list"})[0];
    CPPUNIT_ASSERT_EQUAL(std::string("ready"), line["state"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("org.acetickets.example"), line["id"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(Json({"scanner"}).dump(), line["capabilities"].dump());
    const std::string table = ace({"list"}).out;
    CPPUNIT_ASSERT_MESSAGE(table, table.starts_with("example  ready "));
}

CPPUNIT_TEST_FIXTURE(PluginsTest, oneThatCrashesIsKeptOutUntilItIsReleased)
{
    install(ACE_BUILD_DIR "/tests/plugins/AbortsAtLoad.so", "reader");
    const auto checked = ace({"check"});
    CPPUNIT_ASSERT_EQUAL(2, checked.exitCode);
    CPPUNIT_ASSERT_MESSAGE(checked.out, checked.out.find("crashed (") != std::string::npos);
    const Json held = json({"quarantine"});
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, held.size());
    CPPUNIT_ASSERT_EQUAL(std::string("reader"), held[0]["plugin"].get<std::string>());
    const auto released = ace({"quarantine", "--release", "reader"});
    CPPUNIT_ASSERT_EQUAL(0, released.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("No plugin is under quarantine\n"), ace({"quarantine"}).out);
    const auto again = ace({"quarantine", "--release", "reader"});
    CPPUNIT_ASSERT_EQUAL(2, again.exitCode);
    CPPUNIT_ASSERT_MESSAGE(again.err, again.err.find("under no quarantine") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PluginsTest, oneThatCannotBeUsedSaysWhyAndWhatToDo)
{
    install(ACE_BUILD_DIR "/tests/plugins/NotAPlugin.so", "odd");
    install(ACE_BUILD_DIR "/tests/plugins/MissingLibrary.so", "poor");
    const Json lines = json({"check"});
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, lines.size());
    CPPUNIT_ASSERT_EQUAL(std::string("ready"), lines[0]["state"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("refused"), lines[1]["state"].get<std::string>());
    CPPUNIT_ASSERT(lines[1]["reason"].get<std::string>().find("Take it out") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("refused"), lines[2]["state"].get<std::string>());
    CPPUNIT_ASSERT(lines[2]["reason"].get<std::string>().find("Install the package") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(2, ace({"check", "nobody"}).exitCode);
}

} // namespace

} // namespace ace::cli
