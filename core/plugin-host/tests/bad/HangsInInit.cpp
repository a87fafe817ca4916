// SPDX-License-Identifier: MIT
#include "BadEntry.h"

#include <chrono>
#include <thread>

ACE_BAD_PLUGIN(made.init = [](const ace_host*) -> ace_status {
    for (;;)
        std::this_thread::sleep_for(std::chrono::hours(1));
});
