// SPDX-License-Identifier: MIT
#include "FolderLock.h"

#include <ace/base/Bytes.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

namespace ace::sqlite {

namespace {

// "ace-server (process 4711)"
std::string describeThisProcess()
{
    return std::string(program_invocation_short_name) + " (process " + std::to_string(::getpid()) + ")";
}

std::string readHolder(int descriptor)
{
    char text[256];
    const ssize_t size = ::pread(descriptor, text, sizeof text, 0);
    return size > 0 ? cleanUtf8({text, static_cast<std::size_t>(size)}) : "another program";
}

} // namespace

Result<FolderLock> FolderLock::take(const std::filesystem::path& file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (descriptor < 0)
        return failure(ErrorCode::Unavailable, std::string("cannot be opened: ") + std::strerror(errno),
                       file.string());
    FolderLock lock(descriptor);
    int locked = 0;
    do
        locked = ::flock(descriptor, LOCK_EX | LOCK_NB);
    while (locked != 0 && errno == EINTR);
    if (locked != 0 && errno != EWOULDBLOCK)
        return failure(ErrorCode::Unavailable, std::string("cannot be locked: ") + std::strerror(errno),
                       file.string());
    if (locked != 0)
        return failure(ErrorCode::Busy,
                       "the data folder is in use by " + readHolder(descriptor) + "; stop it first",
                       file.parent_path().string());
    const std::string holder = describeThisProcess();
    if (::ftruncate(descriptor, 0) != 0 ||
        ::pwrite(descriptor, holder.data(), holder.size(), 0) != static_cast<ssize_t>(holder.size()))
        return failure(ErrorCode::Unavailable, std::string("cannot be written: ") + std::strerror(errno),
                       file.string());
    return lock;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

FolderLock::~FolderLock()
{
    if (descriptor_ >= 0)
        ::close(descriptor_);
}

} // namespace ace::sqlite
