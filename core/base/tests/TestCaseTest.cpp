// SPDX-License-Identifier: MIT
// What every test program stands on: a case has a fixture of its own, for as long as it runs.
#include "TestSupport.h"

namespace ace::test {

namespace {

class TestCaseTest : public CppUnit::TestFixture
{
public:
    TestCaseTest() { ++alive_; }
    ~TestCaseTest() override { --alive_; }

    void setUp() override { isSetUp_ = true; }

protected:
    static inline int alive_ = 0;
    bool isSetUp_ = false;
};

CPPUNIT_TEST_FIXTURE(TestCaseTest, aFixtureIsMadeWhenItsCaseRuns)
{
    CPPUNIT_ASSERT_EQUAL(1, alive_);
    CPPUNIT_ASSERT(isSetUp_);
}

CPPUNIT_TEST_FIXTURE(TestCaseTest, andIsGoneWhenTheNextOneIsMade) { CPPUNIT_ASSERT_EQUAL(1, alive_); }

} // namespace

} // namespace ace::test
