// SPDX-License-Identifier: MIT
#include "BadEntry.h"

extern "C" int ace_test_gone();
ACE_BAD_PLUGIN(made.init = [](const ace_host*) -> ace_status { return ace_test_gone(); });
