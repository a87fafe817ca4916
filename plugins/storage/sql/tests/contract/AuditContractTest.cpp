// SPDX-License-Identifier: MIT
#include <BackendFixture.h>

namespace ace::test {

class AuditContractTest : public BackendFixture
{
protected:
    AuditEntry anEntry(const std::string& action)
    {
        return {clock_.now(), {ids_.next<StaffId>(), ids_.next<StationId>()}, action, "order:A", "{\"a\":1}"};
    }
    void append(const AuditEntry& entry)
    {
        write([&](sdk::WriteAccess& access) { access.audit.append(entry); });
    }
    std::vector<AuditRecord> list(std::int64_t after = 0, std::size_t most = 10)
    {
        return look([&](const sdk::ReadAccess& access) { return access.audit.list(after, most); });
    }
};

CPPUNIT_TEST_FIXTURE(AuditContractTest, linksEachEntryToTheOneBefore)
{
    AuditEntry bare = anEntry("login.refused");
    bare.actor = {};
    const std::vector<AuditEntry> entries{anEntry("staff.create"), bare, anEntry("order.void")};
    for (const auto& entry : entries)
        append(entry);
    reopen();
    const auto records = list();
    CPPUNIT_ASSERT_EQUAL(std::size_t(3), records.size());
    Digest previous{};
    for (std::size_t i = 0; i < records.size(); ++i) {
        CPPUNIT_ASSERT_EQUAL(static_cast<std::int64_t>(i + 1), records[i].sequence);
        CPPUNIT_ASSERT(records[i].entry == entries[i]);
        CPPUNIT_ASSERT(records[i].previous == previous);
        CPPUNIT_ASSERT(records[i].hash == sha256(canonicalForm(records[i].sequence, entries[i], previous)));
        previous = records[i].hash;
    }
}

CPPUNIT_TEST_FIXTURE(AuditContractTest, listsFromASequenceOn)
{
    for (int i = 0; i < 4; ++i)
        append(anEntry("x"));
    const auto middle = list(1, 2);
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), middle.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), middle[0].sequence);
    CPPUNIT_ASSERT(list(4).empty());
}

CPPUNIT_TEST_FIXTURE(AuditContractTest, whatIsUndoneLeavesNoGap)
{
    append(anEntry("first"));
    const auto done = storage().transact([&](sdk::WriteAccess& access) -> Result<void> {
        access.audit.append(anEntry("undone"));
        return failure(ErrorCode::Conflict, "changed my mind");
    });
    CPPUNIT_ASSERT(!done);
    append(anEntry("second"));
    const auto records = list();
    CPPUNIT_ASSERT_EQUAL(std::size_t(2), records.size());
    CPPUNIT_ASSERT_EQUAL(std::int64_t(2), records[1].sequence);
    CPPUNIT_ASSERT(records[1].previous == records[0].hash);
}

} // namespace ace::test
