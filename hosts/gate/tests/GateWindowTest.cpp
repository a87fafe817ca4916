// SPDX-License-Identifier: MIT
#include "TestSupport.h"
CPPUNIT_NS_BEGIN
CPPUNIT_NS_END
