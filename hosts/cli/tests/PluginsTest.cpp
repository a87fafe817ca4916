// SPDX-License-Identifier: MIT
#include "RunProgram.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string_view>

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

CPPUNIT_TEST_FIXTURE(PluginsTest, aReleaseThatCannotBeKeptIsSaid)
{
    install(ACE_BUILD_DIR "/tests/plugins/AbortsAtLoad.so", "reader");
    CPPUNIT_ASSERT_EQUAL(2, ace({"check", "reader"}).exitCode);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_.path() / "data"))
        if (entry.path().filename() == "plugins.json")
            std::filesystem::create_directory(entry.path().string() + ".new"); // as a full disk is
    const auto released = ace({"quarantine", "--release", "reader"});
    CPPUNIT_ASSERT_EQUAL(2, released.exitCode);
    CPPUNIT_ASSERT_MESSAGE(released.err, released.err.find("cannot be released: ") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, json({"quarantine"}).size());
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

CPPUNIT_TEST_FIXTURE(PluginsTest, aNameThatNoPluginHasIsALineAmongTheOthers)
{
    install(ACE_BUILD_DIR "/tests/plugins/NotAPlugin.so", "odd");
    const Json lines = json({"check", "odd", "nobody", "../example", "example"});
    CPPUNIT_ASSERT_EQUAL(std::size_t{4}, lines.size());
    const std::string states[] = {"refused", "missing", "refused", "ready"};
    for (std::size_t i = 0; i < lines.size(); ++i)
        CPPUNIT_ASSERT_EQUAL(states[i], lines[i]["state"].get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("nobody"), lines[1]["plugin"].get<std::string>());
    CPPUNIT_ASSERT(!lines[1]["reason"].get<std::string>().empty());
    CPPUNIT_ASSERT_EQUAL(2, ace({"check", "nobody", "example"}).exitCode);
}

// A plugin's file and its manifest come from outside: what they say must not command the terminal.
CPPUNIT_TEST_FIXTURE(PluginsTest, whatAPluginSaysNeverCommandsTheTerminal)
{
    const std::string good = R"("version":"0.1.0","vendor":"Ace Tickets")";
    std::string bad = R"("version":"\u001b[2J","vendor":"Ace")";
    bad.resize(good.size(), ' ');
    std::string file = test::valueOf(readFile(ACE_PLUGIN_DIR "/example.so"));
    const auto at = file.find(good);
    CPPUNIT_ASSERT(at != std::string::npos);
    file.replace(at, good.size(), bad);
    test::mustSucceed(writeFileDurably(plugins() / "hostile.so", file));
    const std::string odd = "two\nlines\x1b[2J\xC2\x9BK";
    install(ACE_PLUGIN_DIR "/example.so", odd);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"list"}, {"check"}, {"check", odd, "hostile"}}) {
        const auto run = ace(words);
        CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("\"version\" must be") != std::string::npos);
        if (words.size() > 1)
            CPPUNIT_ASSERT_MESSAGE(run.out, run.out.starts_with("two lines [2J K "));
        for (const std::string& said : {run.out, run.err}) {
            CPPUNIT_ASSERT(said.find('\x1b') == std::string::npos);
            CPPUNIT_ASSERT(said.find("\xC2\x9B") == std::string::npos);
        }
    }
}

CPPUNIT_TEST_FIXTURE(PluginsTest, aListThatCannotBeWrittenIsNoSuccess)
{
    const std::string data = (folder_.path() / "data").string();
    for (const std::string json : {"", "--json"}) {
        const auto run = test::runProgram(
            {"/bin/sh", "-c", ACE_BIN_DIR "/ace plugins list --data \"$1\" $2 >/dev/full", "sh", data, json});
        CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find("could not be written") != std::string::npos);
    }
}

} // namespace

} // namespace ace::cli
