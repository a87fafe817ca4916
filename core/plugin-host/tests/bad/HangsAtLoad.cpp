// SPDX-License-Identifier: MIT
#include "BadEntry.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <thread>

namespace {

// Tells the test that it has begun, and waits for a device that is not there.
const struct Waits
{
    Waits()
    {
        std::ofstream{std::getenv("ACE_TEST_LOADING")} << "begun";
        for (;;)
            std::this_thread::sleep_for(std::chrono::hours(1));
    }
} waits;

} // namespace

ACE_BAD_PLUGIN();
