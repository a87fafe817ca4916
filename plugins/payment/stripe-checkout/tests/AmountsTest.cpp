// SPDX-License-Identifier: MIT
#include "Amounts.h"
#include "Languages.h"
#include "TestSupport.h"

using namespace ace;
using namespace ace::stripecheckout;

class AmountsTest : public CppUnit::TestFixture
{
protected:
    static std::int64_t amount(std::int64_t minor, const char* currency) // -1: it cannot be charged
    {
        return stripeAmount({minor, *Currency::parse(currency)}).value_or(-1);
    }
};

CPPUNIT_TEST_FIXTURE(AmountsTest, s50_currenciesHaveTheDecimalsThatStripeCounts)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1250}, amount(1250, "USD"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{500}, amount(500, "JPY"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1230}, amount(1230, "KWD"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-1}, amount(1234, "KWD"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{50'000}, amount(500, "UGX"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1200}, amount(1200, "ISK"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-1}, amount(1250, "ISK"));
    CPPUNIT_ASSERT_EQUAL(std::string("jpy"), stripeCurrency(*Currency::parse("JPY")));
}

CPPUNIT_TEST_FIXTURE(AmountsTest, whatStripeDoesNotTakeIsNoAmount)
{
    CPPUNIT_ASSERT_EQUAL(std::int64_t{99'999'999}, amount(99'999'999, "USD"));
    for (const std::int64_t wrong : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{100'000'000}, INT64_MAX})
        CPPUNIT_ASSERT_EQUAL(std::int64_t{-1}, amount(wrong, "USD"));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{-1}, amount(1'000'000, "UGX"));
}

CPPUNIT_TEST_FIXTURE(AmountsTest, aLanguageBecomesOneThatThePageHas)
{
    CPPUNIT_ASSERT_EQUAL(std::string("pt-BR"), stripeLocale("pt-BR"));
    CPPUNIT_ASSERT_EQUAL(std::string("es"), stripeLocale("es-MX"));
    CPPUNIT_ASSERT_EQUAL(std::string("auto"), stripeLocale("eo"));
    CPPUNIT_ASSERT_EQUAL(std::string("auto"), stripeLocale(""));
}
