// SPDX-License-Identifier: MIT
// Whatever a device's process sends, it costs only that device: the process is ended, the station says so.
#include "ScanCollector.h"

#include <ace/plugin-host/PluginHost.h>

#include <csignal>
#include <cstdlib>
#include <thread>

using namespace ace;
using namespace std::chrono_literals;

class HostileHostTest : public CppUnit::TestFixture
{
public:
    // A good device beside it, which must go on.
    void setUp() override
    {
        ::setenv("ACE_PLUGIN_HOST", ACE_BIN_DIR "/ace-plugin-host", 1);
        good_ = test::valueOf(host_.openScanner(config("good")));
        test::mustSucceed(good_->start(scans_.handler()));
    }
    void tearDown() override
    {
        const auto before = scans_.count();
        test::mustSucceed(good_->armDataEvents());
        test::mustSucceed(good_->trigger());
        scans_.waitFor(before + 1);
    }

protected:
    static pluginhost::DeviceConfig config(const std::string& name, std::chrono::milliseconds deadline = 20s)
    {
        pluginhost::DeviceConfig made{name, "example", "{}", deadline};
        made.isolated = true;
        return made;
    }
    void beHostile(const std::string& how)
    {
        const auto program = folder_.path() / how;
        std::filesystem::create_symlink(ACE_BUILD_DIR "/tests/ace-hostile-host", program);
        ::setenv("ACE_PLUGIN_HOST", program.c_str(), 1);
    }
    std::unique_ptr<sdk::Scanner> started(const std::string& how)
    {
        beHostile(how);
        auto scanner = test::valueOf(host_.openScanner(config("bad-" + how)));
        test::mustSucceed(scanner->start([](const sdk::ScanData&) {}));
        return scanner;
    }
    void mustSay(const std::string& words) const
    {
        CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find(words) != std::string::npos);
    }
    bool waitUntil(const std::function<bool()>& met) const
    {
        for (int i = 0; i < 2000 && !met(); ++i)
            std::this_thread::sleep_for(10ms);
        return met();
    }
    // The first hostile process of the log.
    pid_t hostile() const
    {
        const std::string word = "hostile ";
        const auto at = log_.all().find(word);
        CPPUNIT_ASSERT(at != std::string::npos);
        return std::stoi(log_.all().substr(at + word.size()));
    }
    // `calls`: so many go well before.
    void mustBeEnded(const std::string& how, const std::string& words, int calls = 0)
    {
        const auto scanner = started(how);
        for (int i = 0; i < calls; ++i)
            test::mustSucceed(scanner->trigger());
        const auto failed = scanner->trigger();
        CPPUNIT_ASSERT_MESSAGE(how, !failed);
        CPPUNIT_ASSERT_MESSAGE(failed.error().describe(),
                               failed.error().message.find(words) != std::string::npos);
        mustSay("device \"bad-" + how + "\" (plugin example): its process " + words + " in a call");
        CPPUNIT_ASSERT_EQUAL(-1, ::kill(hostile(), 0));
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::ScanCollector scans_;
    test::TemporaryFolder folder_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_BUILD_DIR "/tests/plugins", ACE_PLUGIN_DIR}};
    std::unique_ptr<sdk::Scanner> good_;
};

CPPUNIT_TEST_FIXTURE(HostileHostTest, aTruncatedAnswerIsAnEnd)
{
    mustBeEnded("truncated-answer", "ended by itself (exit status 0)");
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, anAnswerThatIsHalfThereIsNone)
{
    mustBeEnded("halved-answer", "was killed, for it sent what is no answer,");
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, anAnswerWithMoreThanItSaysIsNone)
{
    mustBeEnded("lengthened-answer", "was killed, for it sent what is no answer,");
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, anOversizedAnswerIsNone)
{
    mustBeEnded("oversized-answer", "was killed, for it sent what is no answer,");
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, theAnswerOfAnotherCallIsNone)
{
    mustBeEnded("other-answer", "was killed, for it sent what is no answer,");
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, aSecondAnswerIsNoneOfTheNextCall)
{
    mustBeEnded("second-answer", "was killed, for it sent what is no answer,", 1);
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, whatIsNoNoticeEndsIt)
{
    for (const char* how : {"no-notice", "unknown-notice", "oversized-notice"}) {
        const auto scanner = started(how);
        static_cast<void>(scanner->trigger()); // it is answered, or not any more
        const std::string said =
            "device \"bad-" + std::string(how) +
            "\" (plugin example): its process was killed, for it sent what is no notice,";
        CPPUNIT_ASSERT_MESSAGE(log_.all(),
                               waitUntil([&] { return log_.all().find(said) != std::string::npos; }));
    }
    CPPUNIT_ASSERT_EQUAL(-1, ::kill(hostile(), 0));
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, wildNumbersAndTextsAreAFailureLikeAnyOther)
{
    const auto scanner = started("wild-answer");
    const auto failed = scanner->trigger();
    CPPUNIT_ASSERT(!failed);
    CPPUNIT_ASSERT_EQUAL(std::string("wild\xEF\xBF\xBD "), failed.error().message);
    CPPUNIT_ASSERT(failed.error().code == ErrorCode::Internal);
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, nobodyIsToldToStartCountlessInstances)
{
    beHostile("many-instances");
    auto card = config("card");
    card.plugin = "payment-cash";
    const auto refused = host_.openPayment(card);
    CPPUNIT_ASSERT(!refused);
    CPPUNIT_ASSERT_MESSAGE(refused.error().describe(),
                           refused.error().message.find("says that 4294967295 of it") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, whoTakesNothingIsEndedAtTheDeadline)
{
    beHostile("deaf");
    auto deaf = config("deaf", 500ms);
    deaf.plugin = "Obedient";
    deaf.settings = "{\"text\":\"" + std::string(2u << 20, 'x') + "\"}"; // more than a socket holds
    const auto scanner = test::valueOf(host_.openScanner(deaf));
    const auto failed = scanner->start([](const sdk::ScanData&) {});
    CPPUNIT_ASSERT(!failed);
    mustSay("gave no answer in time and did not heed an interrupt; its process was ended");
}

CPPUNIT_TEST_FIXTURE(HostileHostTest, randomBytesCostOnlyTheirDevice)
{
    for (int seed = 1; seed <= 12; ++seed) {
        const auto scanner = started("random-" + std::to_string(seed));
        for (int call = 0; call < 3; ++call)
            static_cast<void>(scanner->trigger()); // whatever it answers
    }
    mustSay("was killed, for it sent what is no ");
}
