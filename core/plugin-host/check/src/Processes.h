// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <chrono>

namespace ace::plugincheck {

struct Ended
{
    bool inTime = false;
    int status = 0; // as waitpid() gives it
    int others = 0; // children that ended meanwhile
};

// SIGCHLD must be blocked. Not in time: it runs on.
Ended waitForChild(pid_t child, std::chrono::milliseconds limit);

// Kills all children of this process, and as it is a subreaper all that they leave. Answers how many.
int endChildren();

} // namespace ace::plugincheck
