// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/domain/people/Audit.h>

namespace ace {

class AuditTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(AuditTest, hasOneWrittenForm)
{
    const AuditEntry entry{Instant(Microseconds(1'790'000'000'000'001)),
                           {StaffId{*Uuid::parse("01900000-0000-7000-8000-000000000001")}, {}},
                           "staff.create",
                           "staff:x",
                           "{\"name\":\"Zoë\"}"};
    CPPUNIT_ASSERT_EQUAL(
        std::string("1:1,2:12,16:1790000000000001,36:01900000-0000-7000-8000-000000000001,0:,"
                    "12:staff.create,7:staff:x,15:{\"name\":\"Zoë\"},64:") +
            std::string(64, '0') + ",",
        canonicalForm(12, entry, {}));
}

CPPUNIT_TEST_FIXTURE(AuditTest, fieldsCannotBeShiftedIntoEachOther)
{
    const auto formOf = [](const char* action, const char* subject) {
        return canonicalForm(1, {{}, {}, action, subject, "{}"}, {});
    };
    CPPUNIT_ASSERT(formOf("ab", "c") != formOf("a", "bc"));
    CPPUNIT_ASSERT(formOf("a,1:b", "c") != formOf("a", "b,1:c"));
}

CPPUNIT_TEST_FIXTURE(AuditTest, eachPartOfAnEntryChangesTheForm)
{
    const AuditEntry entry{Instant(Microseconds(5)), {}, "a", "b", "c"};
    const std::string form = canonicalForm(1, entry, {});
    AuditEntry other = entry;
    other.at += Microseconds(1);
    CPPUNIT_ASSERT(canonicalForm(1, other, {}) != form);
    other = entry;
    other.actor.station = StationId{*Uuid::parse("01900000-0000-7000-8000-000000000001")};
    CPPUNIT_ASSERT(canonicalForm(1, other, {}) != form);
    AuditEntry byStaff = entry;
    byStaff.actor.staff = StaffId{other.actor.station->value};
    CPPUNIT_ASSERT(canonicalForm(1, byStaff, {}) != canonicalForm(1, other, {}));
    Digest previous{};
    previous[31] = 1;
    CPPUNIT_ASSERT(canonicalForm(1, entry, previous) != form);
    CPPUNIT_ASSERT(canonicalForm(2, entry, {}) != form);
}

} // namespace ace
