// SPDX-License-Identifier: MIT
#include "BadEntry.h"

// A device whose table lacks close().
ACE_BAD_PLUGIN(made.create = [](const ace_host*, const char*) -> ace_device* {
    static ace_device device{};
    device.size = sizeof device;
    device.open = [](void*, ace_str) -> ace_status { return ACE_OK; };
    return &device;
});
