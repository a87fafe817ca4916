// SPDX-License-Identifier: MIT
#include "TestSupport.h"

#include <ace/server/access/Sealed.h>
#include <ace/server/waiting-room/Place.h>

namespace ace::server::waitingroom {

namespace {

class PlaceTest : public CppUnit::TestFixture
{
protected:
    const Digest key{7};
    const Uuid visitor = *Uuid::parse("01890000-0000-7000-8000-0000000000ab");
};

CPPUNIT_TEST_FIXTURE(PlaceTest, comesBackAsItWasSealed)
{
    for (const Paper& paper : {Paper(Place{visitor, true, 7}), Paper(Place{visitor, false, 41}),
                               Paper(Pass{visitor, Instant(Microseconds(1'790'000'000'123'456))})})
        CPPUNIT_ASSERT(unseal(key, "fair", seal(key, "fair", paper)) == paper);
}

CPPUNIT_TEST_FIXTURE(PlaceTest, isOfItsEventOnly)
{
    const std::string sealed = seal(key, "fair", Place{visitor, false, 1});
    CPPUNIT_ASSERT(unseal(key, "fai", sealed) == Paper());
    CPPUNIT_ASSERT(unseal(key, "fair2", sealed) == Paper());
    CPPUNIT_ASSERT(unseal(Digest{8}, "fair", sealed) == Paper());
}

CPPUNIT_TEST_FIXTURE(PlaceTest, takesNothingThatWasChanged)
{
    const std::string sealed = seal(key, "fair", Place{visitor, false, 1000});
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        CPPUNIT_ASSERT(unseal(key, "fair", changed) == Paper());
    }
    CPPUNIT_ASSERT(unseal(key, "fair", "") == Paper());
    CPPUNIT_ASSERT(unseal(key, "fair", ".") == Paper());
    CPPUNIT_ASSERT(unseal(key, "fair", std::string(10'000, 'A')) == Paper());
}

CPPUNIT_TEST_FIXTURE(PlaceTest, takesNoTextThatIsNotItsOwn)
{
    const std::string id = visitor.toString();
    for (const std::string& text :
         {std::string("fair"), std::string("fair Q"), "fair Q " + id, "fair Q " + id + " x", "fair L " + id,
          "fair X " + id + " 3", "fair P " + id + " ",
          std::string("fair L nobody-with-thirty-six-characters-000")})
        CPPUNIT_ASSERT_MESSAGE(text, unseal(key, "fair", access::seal(key, text)) == Paper());
}

} // namespace

} // namespace ace::server::waitingroom
