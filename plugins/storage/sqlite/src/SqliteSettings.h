// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <string>

namespace ace::sqlite {

enum class Synchronous { Full, Off };

struct SqliteSettings
{
    std::string file = "ace.db";
    Synchronous synchronous = Synchronous::Full;

    // Strict: an unknown key, another type or a bad value is Invalid. Empty text is {}.
    static Result<SqliteSettings> parse(const std::string& json);
};

} // namespace ace::sqlite
