// SPDX-License-Identifier: MIT
#define ACE_BAD_MANIFEST                                                                                     \
    R"({"id":"bad","name":"Bad","version":"0","vendor":"test","license":"MIT",)"                             \
    R"("devices":[{"class":"device","capability":"storage"}]})"
#include "BadEntry.h"

ACE_BAD_PLUGIN(static_cast<void>(made));
