// SPDX-License-Identifier: MIT
#include "PortCases.h"

#include <cstdlib>

using namespace ace;

// Every port, with a device in a process of its own.
class RemotePortTest : public CppUnit::TestFixture
{
public:
    void setUp() override { ::setenv("ACE_PLUGIN_HOST", ACE_BIN_DIR "/ace-plugin-host", 1); }

protected:
    test::PortCases cases_{true};
};

CPPUNIT_TEST_FIXTURE(RemotePortTest, everyCallArrivesAndIsAnsweredFromAfar)
{
    cases_.everyCallArrivesAndIsAnswered();
}

CPPUNIT_TEST_FIXTURE(RemotePortTest, everyCallFailsWithItsCodeAndItsTextFromAfar)
{
    cases_.everyCallFailsWithItsCodeAndItsText();
}

CPPUNIT_TEST_FIXTURE(RemotePortTest, everyStatusIsAnErrorOfItsKindFromAfar)
{
    cases_.everyStatusIsAnErrorOfItsKind();
}

CPPUNIT_TEST_FIXTURE(RemotePortTest, everyEventIsToldFromAfar) { cases_.everyEventIsTold(); }

CPPUNIT_TEST_FIXTURE(RemotePortTest, whatIsInterruptedIsATimeoutFromAfar)
{
    cases_.whatIsInterruptedIsATimeout();
}

CPPUNIT_TEST_FIXTURE(RemotePortTest, nothingIsCalledBeforeStartAndAfterStopFromAfar)
{
    cases_.nothingIsCalledBeforeStartAndAfterStop();
}

CPPUNIT_TEST_FIXTURE(RemotePortTest, aDeviceIsBroughtUpAndDownInOrderFromAfar)
{
    cases_.aDeviceIsBroughtUpAndDownInOrder();
}
