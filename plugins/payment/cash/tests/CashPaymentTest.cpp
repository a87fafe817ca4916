// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/plugin-host/PluginHost.h>

using namespace ace;

class CashPaymentTest : public CppUnit::TestFixture
{
public:
    void setUp() override { cash_ = test::valueOf(host_.openPayment(config())); }
    void tearDown() override { cash_.reset(); }

protected:
    pluginhost::DeviceConfig config(const std::string& settings = "{}")
    {
        return {"cash", "payment-cash", settings, std::chrono::seconds(5)};
    }
    sdk::PaymentIntent intent(std::int64_t amount, std::int64_t tendered)
    {
        return {ids_.next<PaymentId>(), {amount, chf_}, {tendered, chf_}, "ABCD2345"};
    }

    const Currency chf_ = *Currency::parse("CHF");
    test::FakeLog log_;
    test::FakeClock clock_;
    test::FakeIdSource ids_;
    pluginhost::PluginHost host_{log_, clock_, {ACE_PLUGIN_DIR}};
    std::unique_ptr<sdk::PaymentMethod> cash_;
};

CPPUNIT_TEST_FIXTURE(CashPaymentTest, confirmsAtOnceAndGivesChangeInTheSameCurrency)
{
    CPPUNIT_ASSERT(cash_->settlesAtOnce());
    const auto progress = test::valueOf(cash_->begin(intent(1250, 2000)));
    CPPUNIT_ASSERT(progress.state == PaymentState::Confirmed);
    CPPUNIT_ASSERT((progress.change == Money{750, chf_}));
    CPPUNIT_ASSERT(!progress.redirectUrl);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, takesTheExactAmount)
{
    const auto progress = test::valueOf(cash_->begin(intent(1250, 1250)));
    CPPUNIT_ASSERT(progress.state == PaymentState::Confirmed);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, progress.change.minor);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, refusesWhatIsTooLittle)
{
    const auto progress = test::valueOf(cash_->begin(intent(1250, 1249)));
    CPPUNIT_ASSERT(progress.state == PaymentState::Failed);
    CPPUNIT_ASSERT_EQUAL(std::string("tendered_too_little"), progress.refusal);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{0}, progress.change.minor);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, aRepeatedPaymentHasTheSameAnswer)
{
    const auto same = intent(1250, 2000);
    const auto first = test::valueOf(cash_->begin(same));
    const auto second = test::valueOf(cash_->begin(same));
    CPPUNIT_ASSERT(first.state == second.state && first.change == second.change);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, amountsBelowZeroAreInvalid)
{
    CPPUNIT_ASSERT(cash_->begin(intent(-1, 0)).error().code == ErrorCode::Invalid);
    CPPUNIT_ASSERT(cash_->begin(intent(0, -1)).error().code == ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, handsBackMoneyButNotNothing)
{
    const auto paid = intent(1250, 1250);
    const auto back = cash_->reverse({paid, ids_.next<RefundId>(), {1250, chf_}});
    CPPUNIT_ASSERT(test::valueOf(back).state == PaymentState::Confirmed);
    test::mustSucceed(cash_->cancel(paid));
    CPPUNIT_ASSERT(cash_->reverse({paid, ids_.next<RefundId>(), {0, chf_}}).error().code ==
                   ErrorCode::Invalid);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, hasNoRecordToQuery)
{
    CPPUNIT_ASSERT(cash_->query(intent(1250, 1250)).error().code == ErrorCode::NotFound);
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, aSettingIsRefusedByName)
{
    const auto error = host_.openPayment(config(R"({"drawer":1})")).error();
    CPPUNIT_ASSERT_EQUAL(
        std::string("device \"cash\" (plugin payment-cash): cannot be started: setting /drawer is "
                    "not a setting of this device. Check its settings in the configuration."),
        error.describe());
}

CPPUNIT_TEST_FIXTURE(CashPaymentTest, isNotSimulated)
{
    CPPUNIT_ASSERT(!test::valueOf(host_.inspect("payment-cash")).simulated);
}
