// SPDX-License-Identifier: MIT
#include "BadEntry.h"

#include <stdexcept>

ACE_BAD_PLUGIN(made.init = [](const ace_host*) -> ace_status { throw std::runtime_error("no dongle"); });
