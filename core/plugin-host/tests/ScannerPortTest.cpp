// SPDX-License-Identifier: MIT
// A scanner that misbehaves costs its own device: each call has an answer, and what it posts is bounded.
#include "ScanCollector.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;
using namespace std::chrono_literals;

class ScannerPortTest : public CppUnit::TestFixture
{
protected:
    std::unique_ptr<sdk::Scanner> open(const std::string& what, std::chrono::milliseconds deadline = 10s)
    {
        return test::valueOf(
            host_.openScanner({"hand", "MisbehavingScanner", "{\"do\":[\"" + what + "\"]}", deadline}));
    }
    std::unique_ptr<sdk::Scanner> started(const std::string& what, std::chrono::milliseconds deadline = 10s)
    {
        auto scanner = open(what, deadline);
        test::mustSucceed(scanner->start(scans_.handler()));
        return scanner;
    }
    static void mustFail(ErrorCode code, const std::vector<std::string>& words, const Result<void>& result)
    {
        CPPUNIT_ASSERT(!result);
        const Error& error = result.error();
        CPPUNIT_ASSERT_EQUAL_MESSAGE(error.describe(), std::string(name(code)),
                                     std::string(name(error.code)));
        CPPUNIT_ASSERT_EQUAL(std::string("device \"hand\" (plugin MisbehavingScanner)"), error.where);
        for (const auto& word : words)
            CPPUNIT_ASSERT_MESSAGE(error.message, error.message.find(word) != std::string::npos);
    }
    void waitForLog(const std::string& words)
    {
        for (int i = 0; i < 1000 && log_.all().find(words) == std::string::npos; ++i)
            std::this_thread::sleep_for(10ms);
        CPPUNIT_ASSERT_MESSAGE(log_.all(), log_.all().find(words) != std::string::npos);
    }

    test::FakeLog log_;
    test::FakeClock clock_;
    test::ScanCollector scans_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_BUILD_DIR "/tests/plugins"}};
};

CPPUNIT_TEST_FIXTURE(ScannerPortTest, whatItThrowsInOpenIsContained)
{
    mustFail(ErrorCode::Internal,
             {"cannot be started", "failed unexpectedly in open", "no std::exception", "Report this"},
             open("throw 42 in open")->start(scans_.handler()));
    mustFail(ErrorCode::Internal, {"cannot be started", "wild pointer", "Report this"},
             open("throw in open")->start(scans_.handler()));
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, theReasonItGivesIsTheMessage)
{
    mustFail(ErrorCode::Offline, {"cannot be started: the cable is out: plug it in."},
             open("fail in claim")->start(scans_.handler()));
    mustFail(ErrorCode::Busy, {"trigger gave status 113 (busy)"}, started("fail bare in trigger")->trigger());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, aStartThatFailedIsUndoneAndCanBeTriedAgain)
{
    auto scanner = open("fail in enable");
    for (int i = 0; i < 2; ++i)
        mustFail(ErrorCode::Offline, {"plug it in"}, scanner->start(scans_.handler()));
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, callsOutsideStartAndStopAreRefused)
{
    auto scanner = open("nothing");
    mustFail(ErrorCode::Unavailable, {"is not started"}, scanner->trigger());
    test::mustSucceed(scanner->start(scans_.handler()));
    mustFail(ErrorCode::Invalid, {"started already"}, scanner->start(scans_.handler()));
    test::mustSucceed(scanner->trigger());
    scanner->stop();
    mustFail(ErrorCode::Unavailable, {"is not started"}, scanner->armDataEvents());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, oneThatHangsInOpenIsLeftAlone)
{
    auto scanner = open("hang in open", 50ms);
    mustFail(ErrorCode::Timeout, {"no answer to open within 50 ms", "Restart this program"},
             scanner->start(scans_.handler()));
    mustFail(ErrorCode::Unavailable, {"hung before", "Restart this program"}, scanner->trigger());
    CPPUNIT_ASSERT(log_.all().find("did not heed an interrupt") != std::string::npos);
    scanner.reset(); // does not wait for it
    test::mustSucceed(started("nothing")->trigger());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, oneWhoseInterruptHangsIsLeftAloneToo)
{
    auto scanner = started("hang in interrupt\",\"wait in trigger", 50ms);
    mustFail(ErrorCode::Timeout, {"no answer to trigger"}, scanner->trigger());
    mustFail(ErrorCode::Unavailable, {"hung before"}, scanner->clearInput());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, anInterruptFreesACallAndTheDeviceGoesOn)
{
    auto scanner = started("wait in trigger", 50ms);
    mustFail(ErrorCode::Timeout, {"status 151 (canceled)"}, scanner->trigger());
    test::mustSucceed(scanner->clearInput());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, oneThatHangsInCloseDoesNotKeepTheStation)
{
    auto scanner = started("hang in close", 50ms);
    scanner.reset();
    CPPUNIT_ASSERT(log_.all().find("no answer to close within 50 ms") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, afterAFaultItIsEnabledAgain)
{
    auto scanner = started("fault in trigger");
    mustFail(ErrorCode::Internal, {"failed unexpectedly in trigger"}, scanner->trigger());
    test::mustSucceed(scanner->clearInput());
    mustFail(ErrorCode::Internal, {"failed unexpectedly in trigger"}, scanner->trigger());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, scansComeOneAtATimeAndOnlyWhenAskedFor)
{
    auto scanner = started("nothing");
    for (int i = 0; i < 3; ++i)
        test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT_EQUAL(std::size_t{0}, scans_.count());
    test::mustSucceed(scanner->armDataEvents());
    scans_.waitFor(1);
    test::mustSucceed(scanner->trigger()); // a whole turn of the device's thread later still one
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, scans_.count());
    test::mustSucceed(scanner->armDataEvents());
    scans_.waitFor(2);
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, aHandlerMayAskForTheNextScan)
{
    auto scanner = open("post 1000");
    test::mustSucceed(scanner->start(scans_.handler([&] { test::mustSucceed(scanner->armDataEvents()); })));
    test::mustSucceed(scanner->armDataEvents());
    test::mustSucceed(scanner->trigger());
    scans_.waitFor(256);
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, aFloodKeepsTheNewestAndIsLogged)
{
    auto scanner = open("post 1000");
    test::mustSucceed(scanner->start(scans_.handler([&] { test::mustSucceed(scanner->armDataEvents()); })));
    test::mustSucceed(scanner->trigger());
    test::mustSucceed(scanner->armDataEvents());
    const auto codes = scans_.waitFor(256);
    CPPUNIT_ASSERT_EQUAL(std::size_t{256}, codes.size());
    CPPUNIT_ASSERT_EQUAL(std::string("746"), codes.front());
    CPPUNIT_ASSERT_EQUAL(std::string("last"), codes.back());
    waitForLog("745 since the start");
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, clearInputForgetsWhatWaits)
{
    auto scanner = started("nothing");
    test::mustSucceed(scanner->trigger());
    test::mustSucceed(scanner->clearInput());
    test::mustSucceed(scanner->armDataEvents());
    test::mustSucceed(scanner->trigger());
    scans_.waitFor(1);
    scanner->stop();
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, scans_.count());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, whatIsPostedAfterStopIsIgnored)
{
    auto scanner = started("nothing");
    test::mustSucceed(scanner->armDataEvents());
    scanner->stop(); // it posts in close
    test::mustSucceed(scanner->start(scans_.handler()));
    test::mustSucceed(scanner->armDataEvents());
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT_EQUAL(std::string("last"), scans_.waitFor(1)[0]);
    scanner.reset(); // it posts in destroy
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, scans_.count());
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, anEventBeyondAllMeasureIsDropped)
{
    auto scanner = started("post too much");
    test::mustSucceed(scanner->armDataEvents());
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT_EQUAL(std::string("last"), scans_.waitFor(1)[0]);
    waitForLog("1 of the oldest dropped");
}

CPPUNIT_TEST_FIXTURE(ScannerPortTest, errorsItReportsAndWhatItLogsAreLogged)
{
    auto scanner = started("post an error\",\"log");
    test::mustSucceed(scanner->trigger());
    waitForLog("device \"hand\" (plugin MisbehavingScanner): reports error 0: paper out");
    waitForLog("device \"hand\" (plugin MisbehavingScanner): beyond every level");
}
