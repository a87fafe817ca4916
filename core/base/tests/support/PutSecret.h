// SPDX-License-Identifier: MIT
#pragma once

#include "TestSupport.h"

#include <ace/base/File.h>

#include <filesystem>
#include <string>

namespace ace::test {

// As an operator keeps it: "secret:NAME" is a file of that name, which only its owner may read.
inline void putSecret(const std::filesystem::path& folder, const std::string& name, const std::string& value)
{
    const auto file = folder / name;
    std::filesystem::create_directories(file.parent_path());
    mustSucceed(writeFileDurably(file, value, FileAccess::OwnerOnly));
}

} // namespace ace::test
