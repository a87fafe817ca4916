// SPDX-License-Identifier: MIT
#include "PortCases.h"

using namespace ace;

// Every port, with a device in this process.
class PortTest : public CppUnit::TestFixture
{
protected:
    test::PortCases cases_{false};
};

CPPUNIT_TEST_FIXTURE(PortTest, everyCallArrivesAndIsAnswered) { cases_.everyCallArrivesAndIsAnswered(); }

CPPUNIT_TEST_FIXTURE(PortTest, everyCallFailsWithItsCodeAndItsText)
{
    cases_.everyCallFailsWithItsCodeAndItsText();
}

CPPUNIT_TEST_FIXTURE(PortTest, everyStatusIsAnErrorOfItsKind) { cases_.everyStatusIsAnErrorOfItsKind(); }

CPPUNIT_TEST_FIXTURE(PortTest, everyEventIsTold) { cases_.everyEventIsTold(); }

CPPUNIT_TEST_FIXTURE(PortTest, whatIsInterruptedIsATimeout) { cases_.whatIsInterruptedIsATimeout(); }

CPPUNIT_TEST_FIXTURE(PortTest, nothingIsCalledBeforeStartAndAfterStop)
{
    cases_.nothingIsCalledBeforeStartAndAfterStop();
}

CPPUNIT_TEST_FIXTURE(PortTest, aDeviceIsBroughtUpAndDownInOrder)
{
    cases_.aDeviceIsBroughtUpAndDownInOrder();
}
