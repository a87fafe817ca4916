// SPDX-License-Identifier: MIT
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace ace::inline base {

// What a caller can decide on. The message is for people and says what to do.
enum class ErrorCode {
    Invalid, // the input is wrong; the same call will fail again
    NotFound,
    Conflict, // another state than the caller believed
    Busy,     // full or locked; try again later
    Timeout,
    Offline,        // the other side cannot be reached; nothing was done
    OutcomeUnknown, // it may or may not have been done; ask, never repeat blindly
    Unavailable,    // a part that this station runs without
    Corrupt,
    Internal,
};

const char* name(ErrorCode code);

struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::string where; // "file: key", a plugin, a device; may be empty

    std::string describe() const; // "where: message"
};

using Failure = tl::unexpected<Error>;

// The value, or why the world did not give it.
template <class T> class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
    Result() = default;
};

template <> class [[nodiscard]] Result<void> : public tl::expected<void, Error>
{
public:
    using tl::expected<void, Error>::expected;
    Result() = default;
};

inline Failure failure(ErrorCode code, std::string message, std::string where = {})
{
    return Failure(Error{code, std::move(message), std::move(where)});
}

template <class T> Failure failure(Result<T>&& failed) { return Failure(std::move(failed).error()); }

} // namespace ace::inline base
