// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_PLUGIN(made.manifest_json = R"({"id":"worse","name":"Worse"})");
