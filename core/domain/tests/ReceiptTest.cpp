// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/sales/Allotment.h>
#include <ace/domain/sales/Refund.h>
#include <ace/domain/sales/Till.h>

#include <set>

namespace ace {

class ReceiptTest : public CppUnit::TestFixture
{
public:
    Receipt aReceipt()
    {
        Receipt receipt;
        receipt.series = "T3";
        receipt.number = 123;
        receipt.order = {{{1}}};
        receipt.session = {{{2}}};
        receipt.total = {2500, {}};
        receipt.tax = {204, {}};
        receipt.at = Instant(Microseconds(5));
        return receipt;
    }
};

CPPUNIT_TEST_FIXTURE(ReceiptTest, itsLabelIsSeriesAndSixDigits)
{
    Receipt receipt = aReceipt();
    CPPUNIT_ASSERT_EQUAL(std::string("T3-000123"), receipt.label());
    receipt.number = 1'234'567;
    CPPUNIT_ASSERT_EQUAL(std::string("T3-1234567"), receipt.label());
}

CPPUNIT_TEST_FIXTURE(ReceiptTest, itsCanonicalFormIsWhatTheHeaderSays)
{
    CPPUNIT_ASSERT_EQUAL(std::string("1:1,2:T3,3:123,4:sale,36:01000000-0000-0000-0000-000000000000,0:,"
                                     "36:02000000-0000-0000-0000-000000000000,4:2500,3:USD,3:204,1:5,64:") +
                             std::string(64, '0') + ",",
                         canonicalForm(aReceipt()));
}

CPPUNIT_TEST_FIXTURE(ReceiptTest, everyFieldIsPartOfItsCanonicalForm)
{
    std::set<std::string> forms{canonicalForm(aReceipt())};
    const auto changed = [&](auto change) {
        Receipt receipt = aReceipt();
        change(receipt);
        CPPUNIT_ASSERT_MESSAGE(canonicalForm(receipt), forms.insert(canonicalForm(receipt)).second);
    };
    changed([](Receipt& receipt) { receipt.series = "T31"; });
    changed([](Receipt& receipt) { receipt.number = 124; });
    changed([](Receipt& receipt) { receipt.kind = ReceiptKind::Refund; });
    changed([](Receipt& receipt) { receipt.order = {{{9}}}; });
    changed([](Receipt& receipt) { receipt.refund = {{{{7}}}}; });
    changed([](Receipt& receipt) { receipt.session = {{{9}}}; });
    changed([](Receipt& receipt) { receipt.total.minor = -2500; });
    changed([](Receipt& receipt) { receipt.total.currency = *Currency::parse("CHF"); });
    changed([](Receipt& receipt) { receipt.tax.minor = 205; });
    changed([](Receipt& receipt) { receipt.at += Microseconds(1); });
    changed([](Receipt& receipt) { receipt.previous[31] = 1; });
}

CPPUNIT_TEST_FIXTURE(ReceiptTest, statesAndKindsHaveTheNamesOfTheApi)
{
    CPPUNIT_ASSERT_EQUAL(std::string("void"), std::string(name(ReceiptKind::Void)));
    CPPUNIT_ASSERT_EQUAL(std::string("refund"), std::string(name(RefundKind::Refund)));
    CPPUNIT_ASSERT_EQUAL(std::string("in_transit"), std::string(name(RefundState::InTransit)));
    CPPUNIT_ASSERT_EQUAL(std::string("pay_out"), std::string(name(CashMoveKind::PayOut)));
    CPPUNIT_ASSERT_EQUAL(std::string("written_off"), std::string(name(LeaseState::WrittenOff)));
}

} // namespace ace
