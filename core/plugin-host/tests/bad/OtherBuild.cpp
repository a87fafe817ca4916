// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_PLUGIN(made.manifest_json = R"({"id":"bad","name":"Bad","version":"0","vendor":"test","license":"MIT",
    "devices":[{"class":"device","capability":"storage"}]})");
