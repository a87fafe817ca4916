// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>

#include <atomic>
#include <string>
#include <string_view>

namespace ace::server::http {

// Names for requests: random for each front, then counted, so that a name costs nothing. Thread-safe.
class RequestIds
{
public:
    explicit RequestIds(IdSource& ids);

    std::string next();
    // 1 to 64 characters that are safe in a log and a field: letters, digits, "-", "_", ".".
    static bool isWellFormed(std::string_view id);

private:
    std::string prefix_;
    std::atomic<std::uint64_t> count_{0};
};

} // namespace ace::server::http
