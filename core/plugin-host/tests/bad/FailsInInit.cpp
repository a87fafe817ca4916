// SPDX-License-Identifier: MIT
#include "BadEntry.h"

ACE_BAD_PLUGIN(made.init = [](const ace_host* host) -> ace_status {
    host->fail(host, ACE_NO_SERVICE, 0, 0, bad::text("the licence ran out: renew it"));
    return ACE_NO_SERVICE;
});
