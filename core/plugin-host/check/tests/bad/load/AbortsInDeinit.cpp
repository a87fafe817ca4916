// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <cstdlib>

namespace {
bool lived = false;

ace_device* create(const ace_host* host, const char* deviceClass)
{
    ace_device* made = ace::sdk::detail::create<bad::Scanner>(host, deviceClass);
    lived = lived || made;
    return made;
}
void deinit()
{
    if (lived)
        std::abort();
}
} // namespace

ACE_BAD_ENTRY("scanner", bad::Scanner, made.create = create, made.deinit = deinit);
