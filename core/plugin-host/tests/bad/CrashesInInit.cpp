// SPDX-License-Identifier: MIT
#include "BadEntry.h"

#include <csignal>

ACE_BAD_PLUGIN(made.init = [](const ace_host*) -> ace_status {
    std::raise(SIGSEGV);
    return ACE_OK;
});
