// SPDX-License-Identifier: MIT
#include "BadEntry.h"

#include <unistd.h>

ACE_BAD_PLUGIN(made.init = [](const ace_host*) -> ace_status { ::_exit(3); });
