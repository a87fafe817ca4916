// SPDX-License-Identifier: MIT
#pragma once

#include <spawn.h>
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace ace::pluginhost {

struct Ended
{
    bool inTime = false;
    int status = 0; // as waitpid() gives it
    int others = 0; // children that ended meanwhile
};

// Starts a program in which a plugin will be on its own, with what `actions` leave open. It leads a session
// of its own, no signal is blocked or ignored there, and of the environment it gets what PATH, the language
// and the like are, so no secret. Answers an errno; 0: it runs.
int spawnForAPlugin(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                    const posix_spawn_file_actions_t& actions, pid_t& child);

std::string signalName(int number); // "SIGSEGV"

// Whether a child ends until then; it is not reaped.
bool endsUntil(pid_t child, std::chrono::steady_clock::time_point until);

// SIGCHLD must be blocked. Not in time: it runs on.
Ended waitForChild(pid_t child, std::chrono::milliseconds limit);

// Ends a program that goes on below a guardian (OwnProcess.h), and all that it started. It is to be reaped.
void endGuarded(pid_t guardian);

// Kills all children of this process, and as it is a subreaper all that they leave. Answers how many.
int endChildren();

} // namespace ace::pluginhost
