// SPDX-License-Identifier: MIT
#include "CheckoutFixture.h"

namespace ace::stripecheckout {

namespace {

class RefundTest : public CheckoutFixture
{
public:
    void setUp() override
    {
        CheckoutFixture::setUp();
        paid_ = begun();
        isPaid();
    }

protected:
    stripe::PeerAnswer answer(const stripe::PeerRequest& request) override
    {
        const std::string what = request.method + " " + request.path;
        if (what == "POST /v1/refunds") {
            if (made_.is_null()) {
                ++refundsMade_;
                made_ = {{"id", "re_1"},
                         {"object", "refund"},
                         {"amount", std::stoll(request.fields.at("amount"))},
                         {"status", status_},
                         {"metadata", {{"ace_refund", request.fields.at("metadata[ace_refund]")}}}};
            }
            return {200, made_.dump()};
        }
        if (what == "GET /v1/refunds")
            return {200, Json{{"data", made_.is_null() ? Json::array() : Json::array({made_})},
                              {"has_more", false}}
                             .dump()};
        if (what == "GET /v1/refunds/re_1" && !made_.is_null()) {
            made_["status"] = status_;
            return {200, made_.dump()};
        }
        return CheckoutFixture::answer(request);
    }
    sdk::Reversal back(std::int64_t amount = 1000)
    {
        return {paid_, ids_.next<RefundId>(), {amount, {}}, clock_.now()};
    }

    sdk::PaymentIntent paid_;
    Json made_;
    std::string status_ = "succeeded";
    int refundsMade_ = 0;
};

CPPUNIT_TEST_FIXTURE(RefundTest, s44_aRefundIsNamedAndHasAKeyOfItsOwn)
{
    const auto wanted = back();
    const auto progress = test::valueOf(card_->reverse(wanted));
    CPPUNIT_ASSERT(progress.state == PaymentState::Confirmed && progress.memo == "re_1");
    const auto request = peer_.received().back();
    CPPUNIT_ASSERT_EQUAL("hall-1:" + wanted.refund.toString() + ":refund:1", request.key());
    const std::map<std::string, std::string> expected{{"payment_intent", "pi_1"},
                                                      {"amount", "1000"},
                                                      {"metadata[ace_payment]", paid_.payment.toString()},
                                                      {"metadata[ace_installation]", "hall-1"},
                                                      {"metadata[ace_refund]", wanted.refund.toString()}};
    CPPUNIT_ASSERT(request.fields == expected);
    CPPUNIT_ASSERT_EQUAL(std::string("re_1"), test::valueOf(card_->reverse(wanted)).memo);
    CPPUNIT_ASSERT_EQUAL(request.key(), peer_.received().back().key());
}

CPPUNIT_TEST_FIXTURE(RefundTest, s47_whatIsOnItsWayIsAskedAfterUntilItIsThere)
{
    status_ = "pending";
    auto wanted = back();
    const auto progress = test::valueOf(card_->reverse(wanted));
    CPPUNIT_ASSERT(progress.state == PaymentState::Pending);
    wanted.memo = progress.memo;
    CPPUNIT_ASSERT(test::valueOf(card_->queryReversal(wanted)).state == PaymentState::Pending);
    status_ = "requires_action";
    CPPUNIT_ASSERT(test::valueOf(card_->queryReversal(wanted)).state == PaymentState::Pending);
    status_ = "succeeded";
    CPPUNIT_ASSERT(test::valueOf(card_->queryReversal(wanted)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT_EQUAL(1, refundsMade_);
}

CPPUNIT_TEST_FIXTURE(RefundTest, s45_whatFailsSaysWhy)
{
    status_ = "failed";
    auto wanted = back();
    CPPUNIT_ASSERT_EQUAL(std::string("refund_failed"), test::valueOf(card_->reverse(wanted)).refusal);
    made_["failure_reason"] = "expired_or_canceled_card";
    wanted.memo = "re_1";
    const auto progress = test::valueOf(card_->queryReversal(wanted));
    CPPUNIT_ASSERT(progress.state == PaymentState::Failed);
    CPPUNIT_ASSERT_EQUAL(std::string("expired_or_canceled_card"), progress.refusal);
}

CPPUNIT_TEST_FIXTURE(RefundTest, s44_aLostAnswerIsLookedUpAndNothingIsSentTwice)
{
    const auto wanted = back();
    CPPUNIT_ASSERT(card_->queryReversal(wanted).error().code == ErrorCode::NotFound);
    test::valueOf(card_->reverse(wanted)); // and its answer was lost
    const auto progress = test::valueOf(card_->queryReversal(wanted));
    CPPUNIT_ASSERT(progress.state == PaymentState::Confirmed && progress.memo == "re_1");
    auto old = wanted;
    old.begunAt -= std::chrono::hours(24);
    peer_.forget();
    CPPUNIT_ASSERT(test::valueOf(card_->reverse(old)).memo == "re_1");
    for (const auto& line : asked())
        CPPUNIT_ASSERT(line.starts_with("GET "));
}

CPPUNIT_TEST_FIXTURE(RefundTest, anOldRefundThatNeverArrivedIsSentWithAFreshKey)
{
    auto old = back();
    old.begunAt -= std::chrono::hours(24);
    CPPUNIT_ASSERT(test::valueOf(card_->reverse(old)).state == PaymentState::Confirmed);
    CPPUNIT_ASSERT_EQUAL("hall-1:" + old.refund.toString() + ":refund:2", peer_.received().back().key());
}

CPPUNIT_TEST_FIXTURE(RefundTest, s43_moreThanIsLeftIsRefusedForGood)
{
    peer_.script({{200, Json{{"id", "cs_test_1"}, {"payment_intent", {{"id", "pi_1"}}}}.dump()},
                  error(400, "charge_already_refunded")});
    const auto progress = test::valueOf(card_->reverse(back()));
    CPPUNIT_ASSERT(progress.state == PaymentState::Failed);
    CPPUNIT_ASSERT_EQUAL(std::string("charge_already_refunded"), progress.refusal);
}

CPPUNIT_TEST_FIXTURE(RefundTest, whatWasNeverPaidIsNoAnswerAboutARefund)
{
    intent_ = nullptr;
    CPPUNIT_ASSERT(card_->reverse(back()).error().code == ErrorCode::Internal);
    CPPUNIT_ASSERT_EQUAL(0, refundsMade_);
}

CPPUNIT_TEST_FIXTURE(RefundTest, anotherSumOfTheSameRefundIsAnError)
{
    auto wanted = back();
    test::valueOf(card_->reverse(wanted));
    wanted.amount.minor = 999;
    CPPUNIT_ASSERT(card_->queryReversal(wanted).error().code == ErrorCode::Internal);
}

} // namespace

} // namespace ace::stripecheckout
