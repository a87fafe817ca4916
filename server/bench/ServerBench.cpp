// SPDX-License-Identifier: MIT
#include "BenchSupport.h"
#include "Benches.h"
#include "SeededFolder.h"

#include <cstdio>
#include <exception>

namespace ace::server {

namespace {

int run()
{
    bool good = hotPagesAreGood();
    const std::size_t few = isShort() ? 2'000 : 100'000;
    SeededFolder small(few), large(10 * few);
    good &= durableWorkIsGood(small, large);
    good &= memoryIsGood(large);
    return good || isShort() ? 0 : 1;
}

} // namespace

} // namespace ace::server

int main()
{
    try {
        return ace::server::run();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "ace-bench-server: %s\n", problem.what());
        return 1;
    }
}
