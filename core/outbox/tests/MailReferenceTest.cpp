// SPDX-License-Identifier: MIT
#include <ace/outbox/MailReference.h>

#include "TestSupport.h"

namespace ace::outbox {

namespace {

class MailReferenceTest : public CppUnit::TestFixture
{
protected:
    test::FakeIdSource ids_;
    const OrderId order_ = ids_.next<OrderId>();
    const JobId job_ = ids_.next<JobId>();
};

CPPUNIT_TEST_FIXTURE(MailReferenceTest, anOrderAndItsAddressAreFoundByTheMessageIdOfItsMail)
{
    const std::string id =
        MailReference::of(order_, job_, "ana@example.org").text() + ".0123456789ab@example.org";
    for (const std::string& spelled : {id, "<" + id + ">"}) {
        const auto found = MailReference::ofMessageId(spelled);
        CPPUNIT_ASSERT(found && found->order == order_ && found->job == job_);
        CPPUNIT_ASSERT(found->isTo("ana@example.org") && !found->isTo("anna@example.org"));
    }
}

CPPUNIT_TEST_FIXTURE(MailReferenceTest, whatIsNoMailOfAnOrderHasNone)
{
    const std::string order = order_.toString(), job = job_.toString();
    for (const std::string& other :
         {std::string(), order + "@example.org", job + ".0123456789ab@example.org",
          order + "." + job + "@x.y", order + "." + std::string(36, 'x') + ".0123456789ab@example.org"})
        CPPUNIT_ASSERT_MESSAGE(other, !MailReference::ofMessageId(other));
}

} // namespace

} // namespace ace::outbox
