// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>

namespace ace::sqlite {

// One writing process at a time: an flock on a file that names who holds it. The kernel lets go of it when
// the process ends, however it ends.
class FolderLock
{
public:
    // Busy, naming the holder, when somebody else (or this process, already) has it.
    static Result<FolderLock> take(const std::filesystem::path& file);

    FolderLock(FolderLock&& other) noexcept;
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int descriptor) : descriptor_(descriptor) {}

    int descriptor_;
};

} // namespace ace::sqlite
