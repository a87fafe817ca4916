// SPDX-License-Identifier: MIT
#include <ace/kit/Nearest.h>

#include "TestSupport.h"

#include <vector>

namespace ace::kit {

namespace {

class NearestTest : public CppUnit::TestFixture
{
protected:
    const std::vector<std::string> verbs_{"serve", "story", "token", "event import"};
};

CPPUNIT_TEST_FIXTURE(NearestTest, findsTheWordThatWasMeant)
{
    CPPUNIT_ASSERT_EQUAL(std::string("token"), nearestOf("tokne", verbs_));
    CPPUNIT_ASSERT_EQUAL(std::string("story"), nearestOf("stori", verbs_));
    CPPUNIT_ASSERT_EQUAL(std::string("event import"), nearestOf("events import", verbs_));
}

CPPUNIT_TEST_FIXTURE(NearestTest, takesTheFirstOfTwoEquallyNear)
{
    CPPUNIT_ASSERT_EQUAL(std::string("cat"), nearestOf("bat", std::vector<std::string>{"cat", "hat"}));
}

CPPUNIT_TEST_FIXTURE(NearestTest, knowsNothingWithoutCandidates)
{
    CPPUNIT_ASSERT_EQUAL(std::string(), nearestOf("serve", {}));
}

} // namespace

} // namespace ace::kit
