// SPDX-License-Identifier: MIT
// What was done at the payment service, or by the customer's bank, is shown with the order.
#include "ApiWorld.h"

namespace ace::server {

namespace {

class AfterwardsTest : public ApiWorld
{
protected:
    // In the record of a server that is not running.
    void disputedAndRefundedThere(const std::string& code)
    {
        program.reset();
        const auto runtime = openRecord();
        test::mustSucceed(runtime->storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
            const OrderRecord record = access.orders.findByCode(code).value();
            access.orders.setDispute(record.payment->id, DisputeState::Open);
            Refund refund;
            refund.id = ids.next<RefundId>();
            refund.order = record.order.id;
            refund.payment = record.payment->id;
            refund.kind = RefundKind::Dispute;
            refund.state = RefundState::Done;
            refund.amount = {100, record.order.total.currency};
            refund.reason = "taken back";
            refund.foreign = "dp_1";
            refund.createdAt = clock.now();
            access.refunds.insert(refund, nullptr);
            return {};
        }));
    }
};

CPPUNIT_TEST_FIXTURE(AfterwardsTest, aDisputeAndARefundMadeElsewhereAreShownWithTheOrder)
{
    const Json sold = sellOne(seller());
    CPPUNIT_ASSERT(sold.at("dispute").is_null());
    const std::string path = "/api/v1/orders/" + sold["code"].get<std::string>();
    disputedAndRefundedThere(sold["code"]);
    start();
    CPPUNIT_ASSERT_EQUAL(std::string("open"), expect(200, get(path, boss)).at("dispute").get<std::string>());
    const Json listed = expect(200, get("/api/v1/orders?event=summer-fair", boss)).at("items");
    CPPUNIT_ASSERT_EQUAL(std::string("open"), listed.at(0).at("dispute").get<std::string>());
    const Json payment = expect(200, get(path + "/payments", boss)).at("items").at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("open"), payment.at("dispute").get<std::string>());
    const Json refund = expect(200, get(path + "/refunds", boss)).at("items").at(0);
    CPPUNIT_ASSERT_EQUAL(std::string("dp_1"), refund.at("foreign").get<std::string>());
    CPPUNIT_ASSERT_EQUAL(std::string("dispute"), refund.at("kind").get<std::string>());
    expectProblem(post(path + "/refunds", {{"reason", "ill"}}, boss), 409, "disputed");
}

} // namespace

} // namespace ace::server
