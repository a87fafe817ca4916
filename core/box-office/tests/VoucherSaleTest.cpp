// SPDX-License-Identifier: MIT
#include "OfficeFixture.h"

namespace ace::boxoffice {

namespace {

class VoucherSaleTest : public OfficeFixture
{
protected:
    OrderRequest with(const std::string& code, OrderRequest wanted) const
    {
        wanted.voucherCode = code;
        return wanted;
    }
};

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, changesTheUnitPriceAndTheTaxWithIt)
{
    const auto record = sold(with(" half ", request("General", 2)));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{500}, record.order.lines.front().unitPrice.minor);
    CPPUNIT_ASSERT_EQUAL(std::int64_t{1089}, record.order.total.minor); // 1000 + 88.75
    CPPUNIT_ASSERT(record.order.voucher);
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, oneOrderTakesOneUseAndTheLastIsTheLast)
{
    sold(with("HALF", request("General", 3)));
    sold(with("HALF", request()));
    mustRefuse(Refusal::VoucherSpent, office_->sell(with("HALF", request())));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{6}, available());
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, aVoucherThatIsNoneOrNotForThisIsRefused)
{
    mustRefuse(Refusal::UnknownVoucher, office_->sell(with("NOPE", request())));
    mustRefuse(Refusal::VoucherNotValid, office_->sell(with("LATER", request())));
    mustRefuse(Refusal::VoucherNotValid, office_->sell(with("CREW", request("General"))));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, aHiddenTypeIsSoldOnlyWithTheVoucherThatOpensIt)
{
    mustRefuse(Refusal::NotSoldHere, office_->sell(request("Crew")));
    mustRefuse(Refusal::NotSoldHere, office_->sell(with("HALF", request("Crew"))));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{500}, sold(with("crew", request("Crew"))).order.total.minor);
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, aTypeIsSoldOnItsChannelsOnly)
{
    mustRefuse(Refusal::NotSoldHere, office_->sell(request("Online")));
    sold(request("Door"));
    auto web = request("Door");
    web.channel = Channel::Web;
    web.paymentMethod = "card";
    mustRefuse(Refusal::NotSoldHere, office_->hold(web));
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, anOrderThatCostsNothingNeedsNoPayment)
{
    auto web = with("FREE", request("General", 2));
    web.channel = Channel::Web;
    web.paymentMethod = "none"; // where no way to pay is set up
    web.idempotency = sdk::IdempotencyKey{"shop", "free", {}};
    const auto first = std::get<Sold>(test::valueOf(office_->hold(web)));
    CPPUNIT_ASSERT(first.record.order.state == OrderState::Paid && first.record.tickets.size() == 2);
    const auto again = std::get<Sold>(test::valueOf(office_->hold(web)));
    CPPUNIT_ASSERT(again.repeated && again.record.order.id == first.record.order.id);
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, theRowSaysWhoSoldItAndAtWhichTill)
{
    auto wanted = request();
    wanted.till = anOpenTill();
    const auto made = sold(wanted);
    CPPUNIT_ASSERT(made.receipt && made.receipt->label() == "T1-000001");
    const auto kept = record(made.order.code);
    CPPUNIT_ASSERT(kept.order.till == wanted.till && kept.receipt == made.receipt);
}

CPPUNIT_TEST_FIXTURE(VoucherSaleTest, aClosedTillSellsNothing)
{
    auto wanted = request();
    wanted.till = anOpenTill();
    std::get<TillReport>(test::valueOf(tills_->close(*wanted.till, {10'000, {}}, {})));
    mustRefuse(Refusal::TillClosed, office_->sell(wanted));
    wanted.till = ids_.next<TillSessionId>();
    mustRefuse(Refusal::TillClosed, office_->sell(wanted));
    CPPUNIT_ASSERT_EQUAL(std::int64_t{10}, available());
}

} // namespace

} // namespace ace::boxoffice
