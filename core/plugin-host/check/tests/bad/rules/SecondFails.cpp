// SPDX-License-Identifier: MIT
#include "BadScanner.h"

#include <atomic>

namespace {
class Bad : public bad::Scanner
{
    void opened() override
    {
        if (open_++ > 0)
            throw ace::sdk::DeviceError(ACE_FAILURE, "out of memory");
    }
    void close() override { --open_; }
    static inline std::atomic<int> open_ = 0;
};
} // namespace

ACE_BAD(Bad);
