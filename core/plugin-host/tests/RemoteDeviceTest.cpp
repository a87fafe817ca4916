// SPDX-License-Identifier: MIT
// A device in a process of its own: the same answers as in ours, and whatever its process does costs only it.
#include "remote/RemoteDevice.h"
#include "ScanCollector.h"

#include <ace/plugin-host/PluginHost.h>
#include <ace/sdk/testing/HostDouble.h>

#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>

using namespace ace;
using namespace std::chrono_literals;

class RemoteDeviceTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        ::setenv("ACE_PLUGIN_HOST", ACE_BIN_DIR "/ace-plugin-host", 1);
        ::setenv("ACE_SECRET_STRIPE_KEY", "sk_live_secret", 1);
    }
    void tearDown() override { ::unsetenv("ACE_SECRET_STRIPE_KEY"); }

protected:
    static pluginhost::DeviceConfig config(const std::string& plugin, const std::string& what,
                                           std::chrono::milliseconds deadline = 20s)
    {
        pluginhost::DeviceConfig made{"dev", plugin, what.empty() ? "{}" : "{\"do\":[\"" + what + "\"]}",
                                      deadline, 1};
        made.isolated = true;
        return made;
    }
    std::unique_ptr<sdk::Scanner> started(const std::string& what, std::chrono::milliseconds deadline = 20s)
    {
        auto scanner = test::valueOf(host_.openScanner(config("MisbehavingScanner", what, deadline)));
        test::mustSucceed(scanner->start(scans_.handler()));
        test::mustSucceed(scanner->armDataEvents());
        return scanner;
    }
    std::unique_ptr<sdk::PaymentMethod> card(const std::string& what,
                                             std::chrono::milliseconds deadline = 20s)
    {
        return test::valueOf(host_.openPayment(config("MisbehavingPayment", what, deadline)));
    }
    template <class T> static void mustFail(ErrorCode code, const std::string& word, const Result<T>& result)
    {
        CPPUNIT_ASSERT(!result);
        const Error& error = result.error();
        CPPUNIT_ASSERT_EQUAL_MESSAGE(error.describe(), std::string(name(code)),
                                     std::string(name(error.code)));
        CPPUNIT_ASSERT_MESSAGE(error.describe(), error.message.find(word) != std::string::npos);
    }
    // What the scanner's process says of itself; it must be of "describe process", or of "tell the time".
    std::string describe(sdk::Scanner& scanner)
    {
        const auto before = scans_.count();
        test::mustSucceed(scanner.armDataEvents());
        test::mustSucceed(scanner.trigger());
        const auto told = scans_.waitFor(before + 1).back();
        test::mustSucceed(scanner.clearInput());
        return told;
    }
    int countInLog(const std::string& words) const
    {
        int count = 0;
        const std::string all = log_.all();
        for (auto at = all.find(words); at != std::string::npos; at = all.find(words, at + 1))
            ++count;
        return count;
    }
    static pid_t processOf(const std::string& told) { return std::stoi(told.substr(4)); }
    static bool waitUntil(const std::function<bool()>& met)
    {
        for (int i = 0; i < 2000 && !met(); ++i)
            std::this_thread::sleep_for(10ms);
        return met();
    }

    const PaymentId payment_{*Uuid::parse("01900000-0000-7000-8000-000000000001")};
    const sdk::PaymentIntent intent_{payment_, {100, {}}, {120, {}}, ""};
    test::FakeLog log_;
    test::FakeClock clock_;
    test::ScanCollector scans_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_BUILD_DIR "/tests/plugins", ACE_PLUGIN_DIR}};
};

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, theExampleScannerScans)
{
    auto scanner = test::valueOf(host_.openScanner(config("example", "")));
    test::mustSucceed(scanner->start(scans_.handler()));
    test::mustSucceed(scanner->armDataEvents());
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT_EQUAL(std::string("EXAMPLE"), scans_.waitFor(1).front());
    CPPUNIT_ASSERT_EQUAL(std::string("QR"), scans_.symbology());
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, cashAnswersAsInOurProcess)
{
    const auto cash = test::valueOf(host_.openPayment(config("payment-cash", "")));
    CPPUNIT_ASSERT(cash->settlesAtOnce());
    const auto progress = test::valueOf(cash->begin(intent_));
    CPPUNIT_ASSERT(progress.state == PaymentState::Confirmed);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{20}, progress.change.minor);
    mustFail(ErrorCode::NotFound, "cash keeps no record", cash->query(intent_));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, whatATableHoldsBesidesFunctionsComesAlong)
{
    const auto made = card("nothing");
    CPPUNIT_ASSERT(!made->settlesAtOnce());
    CPPUNIT_ASSERT(made->pageTime() == 1800s);
    CPPUNIT_ASSERT(test::valueOf(made->notify({{"ID", payment_.toString()}}, "body"))->payment == payment_);
    CPPUNIT_ASSERT(test::valueOf(made->changes(clock_.now(), "")).news.empty());
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, theReasonThatItGivesIsTheMessage)
{
    mustFail(ErrorCode::Offline, "the cable is out", card("fail in query")->query(intent_));
    mustFail(ErrorCode::Internal, "wild pointer", card("throw in query")->query(intent_));
    mustFail(ErrorCode::OutcomeUnknown, "no std::exception", card("throw 42 in begin")->begin(intent_));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aCrashInACallIsUnknownMoneyAndTheNextCallWorks)
{
    const auto made = card("segfault in begin");
    const auto other = card("nothing");
    mustFail(ErrorCode::OutcomeUnknown, "its process ", made->begin(intent_));
    CPPUNIT_ASSERT(test::valueOf(other->begin(intent_)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(test::valueOf(made->query(intent_)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, anExitInACallIsAFaultOfTheDeviceAlone)
{
    const auto made = card("exit in query");
    mustFail(ErrorCode::Internal, "exit status 3", made->query(intent_));
    CPPUNIT_ASSERT(test::valueOf(made->begin(intent_)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, garbageOnItsLinesIsAFaultOfTheDeviceAlone)
{
    const auto made = card("write garbage in query");
    CPPUNIT_ASSERT(!made->query(intent_));
    CPPUNIT_ASSERT(test::valueOf(made->begin(intent_)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aCallThatHangsIsKilledAndTheNextOneWorks)
{
    const auto made = card("hang in begin", 1s);
    mustFail(ErrorCode::OutcomeUnknown, "its process was ended", made->begin(intent_));
    CPPUNIT_ASSERT(waitUntil([&] { return bool(made->query(intent_)); }));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aCallThatHeedsTheInterruptKeepsItsProcess)
{
    const auto made = card("wait in query", 500ms);
    mustFail(ErrorCode::Timeout, "", made->query(intent_));
    CPPUNIT_ASSERT(log_.all().find("process") == std::string::npos);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, whatEndedSixTimesWithinTenMinutesRestsAndComesBack)
{
    const auto made = card("segfault in query");
    for (int i = 0; i < 6; ++i) {
        mustFail(ErrorCode::Internal, "its process ", made->query(intent_));
        clock_.advance(10s);
    }
    // The log says it, and so does each call: when it is tried again.
    CPPUNIT_ASSERT(log_.all().find("rests: it is started again in 10 min") != std::string::npos);
    clock_.advance(5min);
    mustFail(ErrorCode::Unavailable, "rests: it is started again in 5 min", made->query(intent_));
    clock_.advance(5min);
    CPPUNIT_ASSERT(test::valueOf(made->begin(intent_)).state == PaymentState::Confirmed);
    mustFail(ErrorCode::Internal, "it is started again in 20 min", made->query(intent_));
    clock_.advance(20min);
    CPPUNIT_ASSERT(test::valueOf(made->begin(intent_)).state == PaymentState::Confirmed);
    clock_.advance(10min);
    mustFail(ErrorCode::Internal, "it is started again", made->query(intent_)); // it had lasted
    CPPUNIT_ASSERT(test::valueOf(made->begin(intent_)).state == PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aScannerThatRestedReadsAgainByItself)
{
    const auto scanner = started("describe process");
    for (int end = 1; end <= 6; ++end) {
        ::kill(processOf(describe(*scanner)), SIGKILL);
        const auto ended = [&] { return countInLog("it is started again") == end; };
        CPPUNIT_ASSERT_MESSAGE(log_.all(), waitUntil(ended));
        CPPUNIT_ASSERT(end == 1 || waitUntil([&] { return !host_.devices().at(0).working; }));
        clock_.advance(end < 6 ? 8s : 10min);
        CPPUNIT_ASSERT_MESSAGE(log_.all(),
                               waitUntil([&] { return countInLog("its process was started again") == end; }));
    }
    CPPUNIT_ASSERT(log_.all().find("rests: it is started again in 10 min") != std::string::npos);
    CPPUNIT_ASSERT(waitUntil([&] { return host_.devices().at(0).working; }));
    CPPUNIT_ASSERT(!describe(*scanner).empty());
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, itHasTheMemoryThatItsConfigurationGives)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    test::skip("a sanitizer takes more memory than any limit");
#endif
    auto little = config("MisbehavingPayment", "take 200 MB in query");
    little.isolatedMemoryMb = 128;
    mustFail(ErrorCode::Internal, "bad_alloc", test::valueOf(host_.openPayment(little))->query(intent_));
    CPPUNIT_ASSERT(test::valueOf(card("take 200 MB in query")->query(intent_)).state ==
                   PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, anOutputForgetsWhatIsNotOut)
{
    const sdk::testing::HostDouble host;
    ace_device* device = pluginhost::RemoteDevice::create(
        host.table(), {ACE_BIN_DIR "/ace-plugin-host", ACE_BUILD_DIR "/tests/plugins/Obedient.so", "output",
                       pluginhost::Capability::TicketOutput});
    CPPUNIT_ASSERT_MESSAGE(host.failure(), device);
    CPPUNIT_ASSERT_EQUAL(ACE_OK + 0, device->open(device->self, sdk::detail::toAbi("{}")));
    CPPUNIT_ASSERT_EQUAL(ACE_OK + 0, device->claim(device->self, 0));
    const auto* output =
        static_cast<const ace_ticket_output_1*>(device->query(device->self, ACE_TICKET_OUTPUT_1));
    CPPUNIT_ASSERT_EQUAL(ACE_OK + 0, output->clear(device->self));
    CPPUNIT_ASSERT_EQUAL(std::string("asked: clear()"), host.logged().back());
    device->destroy(device->self);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, itsClockIsTheMachinesWhateverTheStationsSays)
{
    const auto scanner = started("tell the time");
    const auto machines = [] { return std::chrono::steady_clock::now().time_since_epoch() / 1ns; };
    const auto before = machines();
    const auto told = std::stoll(describe(*scanner));
    CPPUNIT_ASSERT(before <= told && told <= machines());
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aScannerWhoseProcessIsKilledReadsAgainByItself)
{
    const auto scanner = started("describe process");
    const auto before = processOf(describe(*scanner));
    test::mustSucceed(scanner->armDataEvents());
    ::kill(before, SIGKILL);
    CPPUNIT_ASSERT(waitUntil([&] { return log_.all().find("was started again") != std::string::npos; }));
    const auto after = processOf(describe(*scanner));
    CPPUNIT_ASSERT(before != after);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, itsProcessGetsNoDescriptorNoSecretAndNoNewPrivileges)
{
    const int leaky = ::open("/proc/self/status", O_RDONLY); // without O_CLOEXEC
    const auto scanner = started("describe process");
    const auto told = describe(*scanner);
    ::close(leaky);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("/status") == std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("fd 0 /dev/null") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("env PATH=") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("ACE_") == std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("NoNewPrivs:\t1") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, itSignalsOnlyWhatItStarted)
{
    const auto told = describe(*started("describe process"));
    CPPUNIT_ASSERT_MESSAGE(told, told.find("signal is kept from everybody") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("signal is kept from its parent") != std::string::npos);
    CPPUNIT_ASSERT_MESSAGE(told, told.find("signal reaches its group") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, whoStopsAllProgramsAtOnceLeavesItToTheStation)
{
    const auto scanner = started("describe process");
    const auto told = describe(*scanner);
    const pid_t process = std::stoi(told.substr(told.find("pid ") + 4));
    CPPUNIT_ASSERT_EQUAL(0, ::kill(process, SIGTERM));
    const auto again = describe(*scanner);
    CPPUNIT_ASSERT_EQUAL(process, static_cast<pid_t>(std::stoi(again.substr(again.find("pid ") + 4))));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aProgramOfAnotherBuildSaysSo)
{
    const auto host = test::valueOf(pluginhost::HostProcess::start(
        pluginhost::findPluginHostProgram(), {"any.so", "any", "scanner", "512", "of another build"}));
    const std::string how = host->end();
    CPPUNIT_ASSERT_MESSAGE(how, how.find("restart it") != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, tenMegabytesGoThroughASinkAndTooMuchIsSaidSo)
{
    CPPUNIT_ASSERT(test::valueOf(card("write ten megabytes")->query(intent_)).state ==
                   PaymentState::Confirmed);
    mustFail(ErrorCode::Internal, "more than 64 MiB", card("flood")->query(intent_));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, ofAFloodOfEventsTheLastOnesWait)
{
    const auto scanner = started("post 1000");
    test::mustSucceed(scanner->clearInput());
    test::mustSucceed(scanner->trigger());
    CPPUNIT_ASSERT(!scans_.waitFor(1).front().empty());
    while (scans_.waitFor(1).back() != "last") {
        const auto had = scans_.count();
        test::mustSucceed(scanner->armDataEvents());
        scans_.waitFor(had + 1);
        CPPUNIT_ASSERT(had <= 1001);
    }
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aFloodOfEventsHoldsUpNoOtherDevice)
{
    const auto flooding = started("post 100000", 50s);
    std::atomic<bool> flooded = false;
    std::thread flood([&] { flooded = bool(flooding->trigger()); });
    const auto other = card("nothing");
    for (int i = 0; i < 100; ++i)
        CPPUNIT_ASSERT(test::valueOf(other->query(intent_)).state == PaymentState::Confirmed);
    flood.join();
    CPPUNIT_ASSERT(flooded);
    CPPUNIT_ASSERT(waitUntil([&] { return log_.all().find("of the oldest dropped") != std::string::npos; }));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, whenADeviceGoesItsProcessHasGone)
{
    auto scanner = started("describe process");
    const auto process = processOf(describe(*scanner));
    CPPUNIT_ASSERT_EQUAL(0, ::kill(process, 0));
    scanner.reset();
    CPPUNIT_ASSERT_EQUAL(-1, ::kill(process, 0)); // reaped as well
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aMissingProgramIsAnErrorAndNeverAFallback)
{
    ::setenv("ACE_PLUGIN_HOST", "/nonexistent/ace-plugin-host", 1);
    mustFail(ErrorCode::Unavailable, "/nonexistent/ace-plugin-host is missing",
             host_.openScanner(config("example", "")));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aPluginThatHangsInInitIsEnded)
{
    mustFail(ErrorCode::Internal, "for it gave no answer", host_.openScanner(config("HangsInInit", "")));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aPluginThatFailsInInitIsSaidSo)
{
    mustFail(ErrorCode::Internal, "the licence ran out", host_.openScanner(config("FailsInInit", "")));
}

CPPUNIT_TEST_FIXTURE(RemoteDeviceTest, aPageIsTheSameBytes)
{
#ifdef __SANITIZE_THREAD__
    test::skip("fontconfig's own threads are not built for TSan");
#endif
    const sdk::Document ticket{
        "Fair", "en", {sdk::TextBlock{"Ace", sdk::TextStyle::Body, sdk::TextAlign::Start, 4}}};
    const auto remote = test::valueOf(host_.openTicketOutput(config("ticket-output-pdf", "")));
    auto here = config("ticket-output-pdf", "");
    here.isolated = false;
    const auto expected = test::valueOf(test::valueOf(host_.openTicketOutput(here))->render(ticket));
    const auto rendered = test::valueOf(remote->render(ticket));
    CPPUNIT_ASSERT_EQUAL(expected.mime, rendered.mime);
    CPPUNIT_ASSERT_EQUAL(expected.bytes.size(), rendered.bytes.size());
    CPPUNIT_ASSERT(expected.bytes == rendered.bytes);
}
