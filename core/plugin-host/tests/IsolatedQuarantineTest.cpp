// SPDX-License-Identifier: MIT
// A plugin in a process of its own cannot take the station with it: that is started again, and not put under
// quarantine. What is under quarantine stays out of every process.
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>
#include <ace/plugin-host/PluginRecord.h>

#include <cstdlib>

using namespace ace;
using namespace std::chrono_literals;

class IsolatedQuarantineTest : public CppUnit::TestFixture
{
public:
    void setUp() override
    {
        ::setenv("ACE_PLUGIN_SCAN", ACE_BIN_DIR "/ace-plugin-scan", 1);
        ::setenv("ACE_PLUGIN_HOST", ACE_BIN_DIR "/ace-plugin-host", 1);
    }
    void tearDown() override
    {
        ::unsetenv("ACE_PLUGIN_SCAN");
        ::unsetenv("ACE_PLUGIN_HOST");
    }

protected:
    Result<std::unique_ptr<sdk::PaymentMethod>> open(const std::string& plugin, const std::string& what,
                                                     bool isolated)
    {
        pluginhost::DeviceConfig config{"card", plugin, "{\"do\":[\"" + what + "\"]}", 20s, 1};
        config.isolated = isolated;
        return host_.openPayment(config);
    }
    static void mustBeUnderQuarantine(const Result<std::unique_ptr<sdk::PaymentMethod>>& opened)
    {
        CPPUNIT_ASSERT(!opened);
        CPPUNIT_ASSERT_MESSAGE(opened.error().describe(),
                               opened.error().message.find("is under quarantine") != std::string::npos);
    }

    const std::filesystem::path plugins_ = ACE_BUILD_DIR "/tests/plugins";
    const sdk::PaymentIntent intent_{
        PaymentId{*Uuid::parse("01900000-0000-7000-8000-000000000001")}, {100, {}}, {120, {}}, ""};
    test::TemporaryFolder state_;
    test::FakeLog log_;
    test::FakeClock clock_;
    pluginhost::PluginHost host_{log_, clock_, {plugins_}, {state_.path(), {}}};
    pluginhost::PluginRecord record_{state_.path(), clock_, log_};
};

CPPUNIT_TEST_FIXTURE(IsolatedQuarantineTest, crashesOfItsOwnProcessPutItUnderNoQuarantine)
{
    const auto isolated = test::valueOf(open("MisbehavingPayment", "segfault in query", true));
    for (int crash = 0; crash < 4; ++crash) {
        const auto crashed = isolated->query(intent_);
        CPPUNIT_ASSERT(!crashed && crashed.error().message.find("its process ") != std::string::npos);
        clock_.advance(10s);
    }
    CPPUNIT_ASSERT(record_.quarantines().empty());
    CPPUNIT_ASSERT(test::valueOf(isolated->begin(intent_)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT(test::valueOf(open("MisbehavingPayment", "", false)->get()->query(intent_)).state ==
                   PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(IsolatedQuarantineTest, whatIsUnderQuarantineIsIsolatedOnlyOnceItIsReleased)
{
    const auto hash = test::valueOf(record_.hashOf(plugins_ / "MisbehavingPayment.so"));
    record_.isolate(hash, {"MisbehavingPayment", "crashed (SIGSEGV) in this program twice", clock_.now()});
    mustBeUnderQuarantine(open("MisbehavingPayment", "", true));
    test::mustSucceed(record_.release("MisbehavingPayment"));
    CPPUNIT_ASSERT(test::valueOf(test::valueOf(open("MisbehavingPayment", "", true))->query(intent_)).state ==
                   PaymentState::Confirmed);
}

CPPUNIT_TEST_FIXTURE(IsolatedQuarantineTest, whatCrashesWhenItIsTriedIsNotIsolatedEither)
{
    mustBeUnderQuarantine(open("AbortsAtLoad", "", true));
    CPPUNIT_ASSERT_EQUAL(std::size_t{1}, record_.quarantines().size());
}
