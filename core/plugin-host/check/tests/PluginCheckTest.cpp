// SPDX-License-Identifier: MIT
#include "CheckRun.h"
#include "PutSecret.h"

#include <algorithm>
#include <cstdlib>

namespace ace::plugincheck {

namespace {
const std::filesystem::path kExamplePlugin = std::filesystem::path(ACE_PLUGIN_DIR) / "example.so";
const std::filesystem::path kPrinterPlugin = std::filesystem::path(ACE_PLUGIN_DIR) / "simulated-printer.so";
const std::filesystem::path kStripePlugin =
    std::filesystem::path(ACE_PLUGIN_DIR) / "payment-stripe-checkout.so";
const std::filesystem::path kPaymentPlugin = std::filesystem::path(ACE_PLUGIN_DIR) / "simulated-payment.so";
} // namespace

class PluginCheckTest : public CppUnit::TestFixture
{
protected:
    CheckRun withSettings(const std::filesystem::path& plugin, const std::string& settings)
    {
        const auto file = folder_.path() / "settings.json";
        test::mustSucceed(writeFileDurably(file, settings));
        return runCheck(plugin, {"--json", "--settings", file});
    }

    test::TemporaryFolder folder_;
};

CPPUNIT_TEST_FIXTURE(PluginCheckTest, aGoodPluginPassesWithinFiveSeconds)
{
    const auto began = std::chrono::steady_clock::now();
    const CheckRun run = runCheck(kExamplePlugin);
    const auto took = std::chrono::steady_clock::now() - began;
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, 0, run.exitCode);
    CPPUNIT_ASSERT(run.results().size() > 35);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    CPPUNIT_ASSERT(took < std::chrono::seconds(5));
#endif
    CPPUNIT_ASSERT_EQUAL(std::string("Success"),
                         run.resultOf("scanner.data-valid").at("outcome").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, whatCannotBeOpenedIsSkippedWithItsReason)
{
    const CheckRun run = withSettings(kExamplePlugin, R"({"code":""})"); // nothing lies before the reader
    const auto result = run.resultOf("scanner.data-valid");
    CPPUNIT_ASSERT_EQUAL(std::string("Skipped"), result.at("outcome").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, givenSettingsThatAreRefusedFail)
{
    const CheckRun run = withSettings(kExamplePlugin, R"({"cod":"HELLO"})");
    CPPUNIT_ASSERT_EQUAL(1, run.exitCode);
    const auto result = run.resultOf("life.settings-fit");
    CPPUNIT_ASSERT_EQUAL(std::string("Failed"), result.at("outcome").get<std::string>());
    CPPUNIT_ASSERT(result.at("detail").get<std::string>().find("setting /cod is not") != std::string::npos);
    CPPUNIT_ASSERT_EQUAL(std::string("Skipped"),
                         run.resultOf("life.open-close").at("outcome").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, settingsMayBeTheJsonItselfOrComeByAPipe)
{
    const std::string settings = R"({"folder":")" + (folder_.path() / "slips").string() + R"("})";
    const CheckRun itself = runCheck(kPrinterPlugin, {"--settings", settings, "--only", "ticket-output"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(itself.err, 0, itself.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("passed: 4 Success\n"), itself.out.substr(itself.out.find("passed")));
    const auto piped = test::runProgram({"sh", "-c",
                                         "printf %s '" + settings +
                                             "' | " ACE_BIN_DIR
                                             "/ace-plugin-check --settings /dev/stdin --only ticket-output " +
                                             kPrinterPlugin.string()});
    CPPUNIT_ASSERT_EQUAL(itself.out, piped.out);
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, aSecretIsLookedUpAsAStationDoesIt)
{
    const auto check = [](const std::string& key) {
        const std::string settings =
            R"({"base_url":"http://127.0.0.1:1","timeout_ms":100,"secret_key":")" + key + "\"}";
        return runCheck(kStripePlugin, {"--json", "--settings", settings, "--only", "life"});
    };
    const CheckRun literal = check("sk_test_hunter2");
    CPPUNIT_ASSERT_EQUAL(1, literal.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("Failed"),
                         literal.resultOf("life.settings-fit").at("outcome").get<std::string>());
    CPPUNIT_ASSERT_MESSAGE(literal.out, literal.out.find("hunter2") == std::string::npos);
    CPPUNIT_ASSERT(check("secret:stripe/key").out.find("ACE_SECRET_STRIPE_KEY") != std::string::npos);
    test::putSecret(folder_.path(), "stripe/key", "sk_test_1");
    ::setenv("ACE_SECRETS", folder_.path().c_str(), 1);
    const CheckRun run = check("secret:stripe/key");
    ::unsetenv("ACE_SECRETS");
    CPPUNIT_ASSERT_EQUAL(std::string("Success"),
                         run.resultOf("life.open-close").at("outcome").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, givenSettingsReachTheDevice)
{
    const CheckRun run = withSettings(kPaymentPlugin, R"({"decide":"approve"})");
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, 0, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(std::string("Success"),
                         run.resultOf("payment.reversal").at("outcome").get<std::string>());
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, onlyRunsOneTestOrAGroup)
{
    const auto one = runCheck(kExamplePlugin, {"--json", "--only", "life.twice"}).results();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, one.size());
    CPPUNIT_ASSERT_EQUAL(std::string("life.twice"), one[0].at("test").get<std::string>());
    const auto group = runCheck(kExamplePlugin, {"--json", "--only", "thread"}).results();
    CPPUNIT_ASSERT_EQUAL(std::size_t{3}, group.size());
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, textNamesEachTestAndSumsUp)
{
    const CheckRun run = runCheck(kExamplePlugin, {"--only", "load"});
    CPPUNIT_ASSERT(run.out.starts_with("load.resolves                     Success\n"));
    CPPUNIT_ASSERT(run.out.ends_with("passed: 8 Success\n"));
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, junitCountsFailuresAndEscapesThem)
{
    const auto plugin = folder_.path() / "a<b.so";
    test::mustSucceed(writeFileDurably(plugin, "no library"));
    const CheckRun run = runCheck(plugin, {"--junit", "--only", "static.elf"});
    CPPUNIT_ASSERT_EQUAL(1, run.exitCode);
    CPPUNIT_ASSERT_MESSAGE(run.out,
                           run.out.find("tests=\"1\" failures=\"1\" errors=\"0\"") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("<failure message=\"") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(run.out, run.out.find("a<b") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, listNamesEveryTestOnce)
{
    const CheckRun run = runCheck("", {"--list"});
    CPPUNIT_ASSERT_EQUAL(0, run.exitCode);
    std::vector<std::string> names;
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);)
        names.push_back(line);
    std::sort(names.begin(), names.end());
    CPPUNIT_ASSERT(std::adjacent_find(names.begin(), names.end()) == names.end());
    for (const char* group :
         {"static.", "load.", "life.", "error.", "thread.", "event.", "scanner.", "payment.",
          "ticket-output.", "queue.", "cash-drawer.", "line-display.", "gate-control.", "fuzz."})
        CPPUNIT_ASSERT_MESSAGE(group, std::any_of(names.begin(), names.end(), [&](const std::string& name) {
                                   return name.starts_with(group);
                               }));
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, aCheckThatTestsNothingIsNoSuccess)
{
    for (const char* only : {"payment", "fuzz.calls"}) {
        const CheckRun run = runCheck(kExamplePlugin, {"--json", "--only", only});
        CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find(std::string("no test of \"") + only + "\" applies") !=
                                            std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, aReportThatIsLostIsNoSuccess)
{
    for (const char* options : {"--junit", "--json", "", "--manifest"}) {
        const auto run = test::runProgram({"sh", "-c",
                                           std::string(ACE_BIN_DIR "/ace-plugin-check --only load ") +
                                               options + " " + kExamplePlugin.string() + " >/dev/full"});
        CPPUNIT_ASSERT_EQUAL_MESSAGE(options, 2, run.exitCode);
        CPPUNIT_ASSERT_MESSAGE(run.err, run.err.find("could not be written") != std::string::npos);
    }
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, theManifestThatStandsInTheFileIsPrinted)
{
    const CheckRun run = runCheck(kExamplePlugin, {"--manifest"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.err, 0, run.exitCode);
    CPPUNIT_ASSERT_EQUAL(
        std::string("scanner"),
        nlohmann::json::parse(run.out).at("devices").at(0).at("capability").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(2, runCheck(ACE_BIN_DIR "/ace-plugin-check", {"--manifest"}).exitCode);
}

CPPUNIT_TEST_FIXTURE(PluginCheckTest, wrongUsageIsSaid)
{
    for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                  {"--nonsense", "x.so"},
                                                  {"--only", "life.nothing", "x.so"},
                                                  {"--fuzz", "soon", "x.so"},
                                                  {"--seed", "1", "x.so"},
                                                  {"--settings", "/nowhere.json", "x.so"},
                                                  {"--settings", "/tmp", "x.so"}}) {
        const CheckRun run = runCheck("", words);
        CPPUNIT_ASSERT_EQUAL(2, run.exitCode);
        CPPUNIT_ASSERT(run.err.find("--help") != std::string::npos);
    }
}

} // namespace ace::plugincheck
