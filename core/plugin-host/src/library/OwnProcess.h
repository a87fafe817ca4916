// SPDX-License-Identifier: MIT
// For the programs in which a plugin is on its own: what such a process gives up before it loads one.
#pragma once

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

namespace ace::pluginhost {

inline void limit(__rlimit_resource what, rlim_t most, rlim_t hard)
{
    const rlimit both{most, hard};
    ::setrlimit(what, &both);
}
inline void limit(__rlimit_resource what, rlim_t most) { limit(what, most, most); }

// It ends with who started it, gains no privilege and leaves no core. A limit on memory, of the kind that
// setrlimit() knows, is not for sanitizers.
inline void giveUpWhatAPluginDoesNotNeed(rlim_t files, __rlimit_resource memory, rlim_t bytes)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 1); // not 0, which does not keep a system's collector from being handed one
    limit(RLIMIT_NOFILE, files);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    limit(memory, bytes);
#else
    static_cast<void>(memory);
    static_cast<void>(bytes);
#endif
}

// Called first. Goes on in a child; what was started stays as its guardian, so that a plugin that signals or
// kills its parent does not reach our program. The guardian ends with our program, and at its SIGTERM, and
// ends as the child did; all that the child left behind, in whatever session, is killed before.
//
// The child, in a group of its own, cannot signal guardian or program, nor all processes at once: kill() and
// the like answer EPERM (seccomp; where the system has none, they are not kept from it). When memory runs
// out, the system takes the child first.
void goOnBelowAGuardian();

} // namespace ace::pluginhost
