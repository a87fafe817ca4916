// SPDX-License-Identifier: MIT
// Loads one plugin, in a process that may die of it. Its answer is its exit status and its output: 0 and
// "loads", or 3 and what the loader said.
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
    giveUpWhatAPluginDoesNotNeed(64, RLIMIT_AS, rlim_t{2} << 30);
    limit(RLIMIT_CPU, 10);
    limit(RLIMIT_FSIZE, 1u << 20);
    // What the plugin prints is no answer.
    const int output = ::dup(STDOUT_FILENO);
    ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
    if (!::dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL))
        _exit(answer(output, ::dlerror(), kRefused));
    _exit(answer(output, "loads", 0));
}
