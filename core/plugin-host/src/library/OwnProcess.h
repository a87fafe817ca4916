// SPDX-License-Identifier: MIT
// For the programs in which a plugin is on its own: what such a process gives up before it loads one.
#pragma once

#include <sys/prctl.h>
#include <sys/resource.h>

#include <csignal>

namespace ace::pluginhost {

inline void limit(__rlimit_resource what, rlim_t most)
{
    const rlimit both{most, most};
    ::setrlimit(what, &both);
}

// It ends with who started it, gains no privilege and leaves no core. A limit on memory, of the kind that
// setrlimit() knows, is not for sanitizers.
inline void giveUpWhatAPluginDoesNotNeed(rlim_t files, __rlimit_resource memory, rlim_t bytes)
{
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, files);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    limit(memory, bytes);
#else
    static_cast<void>(memory);
    static_cast<void>(bytes);
#endif
}

} // namespace ace::pluginhost
