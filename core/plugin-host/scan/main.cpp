// SPDX-License-Identifier: MIT
// Loads one plugin, in a process that may die of it. Its output is "trying" before that, and then "loads" (it
// exits 0) or what the loader said (3).
#include "library/OwnProcess.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

namespace {

constexpr int kRefused = 3;

int answer(int output, const char* text, int status)
{
    const auto length = static_cast<std::ptrdiff_t>(std::strlen(text));
    return ::write(output, text, static_cast<std::size_t>(length)) == length ? status : 1;
}

} // namespace

using ace::pluginhost::giveUpWhatAPluginDoesNotNeed;
using ace::pluginhost::limit;

int main(int count, char** arguments)
{
    if (count != 2)
        return answer(STDOUT_FILENO, "usage: ace-plugin-scan PLUGIN.so\n", 2);
    ace::pluginhost::goOnBelowAGuardian();
    giveUpWhatAPluginDoesNotNeed(64, RLIMIT_AS, rlim_t{2} << 30);
    limit(RLIMIT_CPU, 5, 10); // of seconds; SIGXCPU says that they are used up
    limit(RLIMIT_FSIZE, 1u << 20);
    // What the plugin prints is no answer.
    const int output = ::dup(STDOUT_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
    std::signal(SIGXFSZ, SIG_IGN); // a log of the plugin's that cannot grow is no crash
    if (answer(output, "trying\n", 0) != 0)
        _exit(1);
    if (!::dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL))
        _exit(answer(output, ::dlerror(), kRefused));
    _exit(answer(output, "loads", 0));
}
