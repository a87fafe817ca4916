// SPDX-License-Identifier: MIT
// Where the secrets of a device go that lives in a process of its own.
#include "CheckoutFixture.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace ace::stripecheckout {

namespace {

class SecretTest : public CheckoutFixture
{
protected:
    struct Told // by every process that runs this plugin's host, to whoever may look
    {
        int processes = 0;
        std::string words;
    };
    static std::string contentOf(const std::filesystem::path& file)
    {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static Told hostsTell()
    {
        Told told;
        std::error_code ignored;
        for (const auto& process : std::filesystem::directory_iterator("/proc", ignored)) {
            const std::string command = contentOf(process.path() / "cmdline");
            if (command.find("ace-plugin-host") == std::string::npos ||
                command.find("payment-stripe-checkout") == std::string::npos)
                continue;
            ++told.processes;
            told.words += command + contentOf(process.path() / "environ");
        }
        return told;
    }
};

CPPUNIT_TEST_FIXTURE(SecretTest, theyReachAnIsolatedDeviceByNoCommandLineAndNoEnvironment)
{
    ::setenv("ACE_PLUGIN_HOST", ACE_BIN_DIR "/ace-plugin-host", 1);
    ::setenv("ACE_SECRET_ISOLATED_HOOK", "whsec_isolated", 1);
    auto config = configOf({{"webhook_secrets", {"secret:isolated/hook"}}});
    config.isolated = true;
    const auto isolated = test::valueOf(host_.openPayment(config));
    ::unsetenv("ACE_SECRET_ISOLATED_HOOK");
    test::valueOf(isolated->begin(intent()));
    CPPUNIT_ASSERT_EQUAL(std::string("Bearer sk_test_key1"),
                         peer_.received().at(0).headers.at("authorization"));
    const Told told = hostsTell();
    CPPUNIT_ASSERT(told.processes > 0);
    for (const char* secret : {"sk_test_key1", "whsec_isolated"})
        CPPUNIT_ASSERT_MESSAGE(secret, told.words.find(secret) == std::string::npos);
}

} // namespace

} // namespace ace::stripecheckout
