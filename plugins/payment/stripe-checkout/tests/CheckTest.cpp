// SPDX-License-Identifier: MIT
// ace-plugin-check, with a Stripe that answers. check.json has one that is not there.
#include "RunProgram.h"

#include <nlohmann/json.hpp>

#include <thread>

namespace ace::stripecheckout {

namespace {

using Json = nlohmann::json;

class CheckTest : public CppUnit::TestFixture
{
protected:
    std::string simulatorUrl()
    {
        std::string ready;
        for (int i = 0; i < 3000 && ready.find('\n') == std::string::npos && simulator_.isRunning(); ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            ready = simulator_.outSoFar();
        }
        const auto from = ready.find("http://");
        CPPUNIT_ASSERT_MESSAGE(ready, from != std::string::npos);
        return ready.substr(from, ready.find_first_of(" \n", from) - from);
    }

    test::TemporaryFolder folder_;
    test::StartedProgram simulator_{{ACE_BIN_DIR "/ace-stripe-simulator", "--port", "0"}, folder_.path()};
};

CPPUNIT_TEST_FIXTURE(CheckTest, itKeepsToTheContractWhileStripeAnswers)
{
    const Json settings{{"base_url", simulatorUrl()},
                        {"secret_key", "secret:check/key"},
                        {"webhook_secrets", {"secret:check/webhook"}}};
    const auto run =
        test::runProgram({ACE_BIN_DIR "/ace-plugin-check", "--json", "--settings", settings.dump(),
                          ACE_PLUGIN_DIR "/payment-stripe-checkout.so"},
                         {"ACE_SECRET_CHECK_KEY=sk_test_check", "ACE_SECRET_CHECK_WEBHOOK=whsec_check"});
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out + run.err, 0, run.exitCode);
    const Json report = Json::parse(run.out);
    std::string others;
    for (const Json& result : report.at("results"))
        if (result.at("outcome") != "Success" &&
            result.at("detail") != "a sanitizer counts memory in its own way")
            others += result.at("test").get<std::string>() + " ";
    CPPUNIT_ASSERT_EQUAL_MESSAGE(run.out, std::string("payment.reversal "),
                                 others); // nobody pays on its page
}

} // namespace

} // namespace ace::stripecheckout
