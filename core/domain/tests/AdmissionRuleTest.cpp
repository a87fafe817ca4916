// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/entry/AdmissionRule.h>

namespace ace {

// Row by row, the table in AdmissionRule.h.
class AdmissionRuleTest : public CppUnit::TestFixture
{
public:
    std::string entry(const TicketStanding* standing, std::optional<Reason> access = {},
                      Presence presence = {false, 1, {}})
    {
        return text(judge(Direction::Entry, standing, access, presence));
    }
    std::string exit(const TicketStanding* standing, std::optional<Reason> access = {},
                     Presence presence = {true, 0, {}})
    {
        return text(judge(Direction::Exit, standing, access, presence));
    }

protected:
    static std::string text(const Verdict& verdict)
    {
        return verdict.reason ? name(*verdict.reason) : "admitted";
    }

    TicketStanding good_{true, false, TicketState::Valid};
    TicketStanding unpaid_{false, false, TicketState::Valid};
    TicketStanding revoked_{true, true, TicketState::Valid};
    TicketStanding canceled_{true, false, TicketState::Canceled};
    TicketStanding blocked_{true, false, TicketState::Blocked};
};

CPPUNIT_TEST_FIXTURE(AdmissionRuleTest, entryFollowsItsRow)
{
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), entry(&good_));
    CPPUNIT_ASSERT_EQUAL(std::string("unpaid"), entry(nullptr));
    CPPUNIT_ASSERT_EQUAL(std::string("unpaid"), entry(&unpaid_));
    CPPUNIT_ASSERT_EQUAL(std::string("revoked"), entry(&revoked_));
    CPPUNIT_ASSERT_EQUAL(std::string("canceled"), entry(&canceled_));
    CPPUNIT_ASSERT_EQUAL(std::string("blocked"), entry(&blocked_));
    CPPUNIT_ASSERT_EQUAL(std::string("wrong_zone"), entry(&good_, Reason::WrongZone));
    CPPUNIT_ASSERT_EQUAL(std::string("already_redeemed"), entry(&good_, {}, {true, 5, {}}));
    CPPUNIT_ASSERT_EQUAL(std::string("already_redeemed"), entry(&good_, {}, {false, 0, {}}));
}

CPPUNIT_TEST_FIXTURE(AdmissionRuleTest, anEarlierColumnWins)
{
    CPPUNIT_ASSERT_EQUAL(std::string("blocked"), entry(&blocked_, Reason::WrongZone, {true, 0, {}}));
    CPPUNIT_ASSERT_EQUAL(std::string("wrong_product"), entry(&good_, Reason::WrongProduct, {true, 0, {}}));
}

CPPUNIT_TEST_FIXTURE(AdmissionRuleTest, nobodyWhoPaidIsKeptIn)
{
    for (const TicketStanding* standing : {&good_, &revoked_, &canceled_, &blocked_})
        CPPUNIT_ASSERT_EQUAL(std::string("admitted"), exit(standing, Reason::WrongZone));
    CPPUNIT_ASSERT_EQUAL(std::string("admitted"), exit(&good_, {}, {false, 1, {}}));
    CPPUNIT_ASSERT_EQUAL(std::string("unpaid"), exit(nullptr));
    CPPUNIT_ASSERT_EQUAL(std::string("unpaid"), exit(&unpaid_));
}

CPPUNIT_TEST_FIXTURE(AdmissionRuleTest, everyReasonHasANameThatCanBeReadBack)
{
    for (int i = 0; i <= static_cast<int>(Reason::AlreadyRedeemed); ++i)
        CPPUNIT_ASSERT(parseReason(name(static_cast<Reason>(i))) == static_cast<Reason>(i));
    CPPUNIT_ASSERT(!parseReason("gone"));
}

} // namespace ace
