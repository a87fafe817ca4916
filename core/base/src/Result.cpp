// SPDX-License-Identifier: MIT
#include <ace/base/Result.h>

namespace ace::inline base {

const char* name(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Invalid:
        return "invalid";
    case ErrorCode::NotFound:
        return "not_found";
    case ErrorCode::Conflict:
        return "conflict";
    case ErrorCode::Busy:
        return "busy";
    case ErrorCode::Timeout:
        return "timeout";
    case ErrorCode::Offline:
        return "offline";
    case ErrorCode::OutcomeUnknown:
        return "outcome_unknown";
    case ErrorCode::Unavailable:
        return "unavailable";
    case ErrorCode::Corrupt:
        return "corrupt";
    case ErrorCode::Internal:
        return "internal";
    }
    return "internal";
}

std::string Error::describe() const { return where.empty() ? message : where + ": " + message; }

} // namespace ace::inline base
