// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/base/SystemIdSource.h>

#include <set>

namespace ace {

class IdTest : public CppUnit::TestFixture
{
};

CPPUNIT_TEST_FIXTURE(IdTest, isVersionSevenOfRfc9562)
{
    const test::FakeClock clock(Instant(std::chrono::milliseconds(0x017F22E279B0)));
    SystemIdSource ids(clock);
    const std::string text = ids.nextUuid().toString(); // the time of the RFC's example, appendix A.6
    CPPUNIT_ASSERT_EQUAL(std::string("017f22e2-79b0-7"), text.substr(0, 15));
    CPPUNIT_ASSERT(std::string("89ab").find(text[19]) != std::string::npos);
}

CPPUNIT_TEST_FIXTURE(IdTest, neverRepeatsNorGoesBackWhileTheClockStands)
{
    const test::FakeClock clock;
    SystemIdSource ids(clock);
    Uuid last;
    for (int i = 0; i < 10'000; ++i) {
        const Uuid next = ids.nextUuid();
        CPPUNIT_ASSERT(last < next);
        last = next;
    }
}

CPPUNIT_TEST_FIXTURE(IdTest, parsesItsOwnSpellingOnly)
{
    const std::string good = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
    CPPUNIT_ASSERT_EQUAL(good, Uuid::parse(good)->toString());
    for (const std::string bad :
         {"", "017F22E2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e279b07cc398c4dc0c0c07398f",
          "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
          "{17f22e2-79b0-7cc3-98c4-dc0c0c07398f"})
        CPPUNIT_ASSERT_MESSAGE(bad, !Uuid::parse(bad));
}

} // namespace ace
