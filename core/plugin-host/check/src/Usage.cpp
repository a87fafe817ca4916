// SPDX-License-Identifier: MIT
#include "Usage.h"

#include <malloc.h>

#include <filesystem>
#include <iterator>

namespace ace::plugincheck {

namespace {

std::size_t entriesOf(const char* folder)
{
    const std::filesystem::directory_iterator entries(folder);
    return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
}

} // namespace

std::size_t threadCount() { return entriesOf("/proc/self/task"); }
std::size_t descriptorCount() { return entriesOf("/proc/self/fd") - 1; } // less the one that counts

std::size_t allocatedBytes()
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return 0;
#else
    const auto use = ::mallinfo2();
    return use.uordblks + use.hblkhd;
#endif
}

} // namespace ace::plugincheck
