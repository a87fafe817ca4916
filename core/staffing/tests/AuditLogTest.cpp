// SPDX-License-Identifier: MIT
#include "PeopleFixture.h"

namespace ace::staffing {

namespace {

class AuditLogTest : public test::PeopleFixture
{
};

CPPUNIT_TEST_FIXTURE(AuditLogTest, writesDetailsAsJson)
{
    CPPUNIT_ASSERT_EQUAL(std::string("{}"), auditDetail({}));
    CPPUNIT_ASSERT_EQUAL(std::string(R"({"a":"x","b":"say \"hi\" \\ now"})"),
                         auditDetail({{"a", "x"}, {"b", "say \"hi\" \\\nnow"}}));
    CPPUNIT_ASSERT_EQUAL(std::string("{\"a\":\"\xEF\xBF\xBD\"}"), auditDetail({{"a", "\xff"}}));
}

CPPUNIT_TEST_FIXTURE(AuditLogTest, chainsWhatIsAppended)
{
    for (const char* action : {"first", "second", "third"})
        test::mustSucceed(people_->audit.append({clock_.now(), {}, action, "test:1", "{}"}));
    const auto records = test::valueOf(people_->audit.list(1, 10));
    CPPUNIT_ASSERT_EQUAL(std::size_t{2}, records.size());
    CPPUNIT_ASSERT_EQUAL(std::string("second"), records.front().entry.action);
    const AuditRecord& last = records.back();
    CPPUNIT_ASSERT(last.previous == records.front().hash);
    CPPUNIT_ASSERT(last.hash == sha256(canonicalForm(last.sequence, last.entry, last.previous)));
}

} // namespace

} // namespace ace::staffing
