// SPDX-License-Identifier: MIT
// The libc functions that the program calls instead of the real ones. A descriptor of a file in the watched
// folder has a handle in a table; all others cost one atomic read. What touches a watched file runs under one
// lock, so a power cut sees every call either done or not begun. The cut takes that lock for good, restores
// the files and kills the process.
//
// The cut comes with SIGUSR2, instead of the n-th sync (ACE_FAULTS_CUT_AT_SYNC=n), or at a step (Steps.h).
// ACE_FAULTS_SEED is restore()'s seed. Not seen: stdio, mmap, dup, truncate() by path. SQLite's shared-memory
// file needs no durability and is removed by the cut.
#include "DiskErrors.h"
#include "RealCalls.h"
#include "Steps.h"
#include "UndoLog.h"
#include "WatchedFolder.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <mutex>
#include <set>
#include <string>

namespace ace::faults {

namespace {

struct Handle
{
    UndoLog::File* file; // null for a folder
    std::string folder;
    int flags;
};

struct Disk
{
    WatchedFolder folder;
    DiskErrors errors;
    UndoLog log{folder.path() + ".undo-" + std::to_string(::getpid())};
    Steps steps;
    std::set<std::string> sharedMemory;
    std::mutex mutex;
    long syncs = 0;
    const long cutAtSync = environmentNumber("ACE_FAULTS_CUT_AT_SYNC", 0);
    std::atomic<bool> off{false}; // in a forked child
    std::array<std::atomic<Handle*>, 65536> handles{};
    pthread_t cutter{};
};

// Never destroyed: the program's last destructors still write.
Disk& disk()
{
    static Disk* const only = new Disk;
    return *only;
}

Handle* findHandle(int descriptor)
{
    Disk& d = disk();
    if (descriptor < 0 || static_cast<std::size_t>(descriptor) >= d.handles.size() || d.off)
        return nullptr;
    return d.handles[static_cast<std::size_t>(descriptor)];
}

[[noreturn]] void die()
{
    ::kill(::getpid(), SIGKILL);
    for (;;)
        ::pause();
}

[[noreturn]] void cutPower()
{
    Disk& d = disk();
    d.log.restore(static_cast<std::uint64_t>(environmentNumber("ACE_FAULTS_SEED", 0)));
    for (const std::string& path : d.sharedMemory)
        real().unlink(path.c_str());
    die();
}

void* waitForCut(void*)
{
    sigset_t wanted;
    ::sigemptyset(&wanted);
    ::sigaddset(&wanted, SIGUSR2);
    int signal = 0;
    while (::sigwait(&wanted, &signal) != 0) {
    }
    disk().mutex.lock(); // for good
    cutPower();
}

void passToCutter(int) { ::pthread_kill(disk().cutter, SIGUSR2); }

__attribute__((constructor)) void start()
{
    Disk& d = disk();
    if (!d.folder.active())
        return;
    sigset_t all;
    sigset_t old;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &old); // the program's signals are not for this thread
    if (::pthread_create(&d.cutter, nullptr, waitForCut, nullptr) != 0)
        std::abort();
    ::pthread_sigmask(SIG_SETMASK, &old, nullptr);
    struct sigaction action
    {
    };
    action.sa_handler = passToCutter;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGUSR2, &action, nullptr);
    ::pthread_atfork(nullptr, nullptr, [] { disk().off = true; });
}

__attribute__((destructor)) void finish()
{
    Disk& d = disk();
    const std::lock_guard lock(d.mutex);
    if (d.folder.active() && !d.off)
        d.log.forget();
}

bool isSharedMemory(const std::string& path) { return path.ends_with("-shm"); }

int openWatched(int folder, const char* path, int flags, mode_t mode)
{
    Disk& d = disk();
    const std::string resolved = d.off ? std::string() : d.folder.resolve(folder, path);
    if (resolved.empty())
        return real().openat(folder, path, flags, mode);
    const std::lock_guard lock(d.mutex);
    if (isSharedMemory(resolved)) {
        d.sharedMemory.insert(resolved);
        return real().openat(folder, path, flags, mode);
    }
    const bool existed = ::access(resolved.c_str(), F_OK) == 0;
    const int descriptor = real().openat(folder, path, flags & ~O_TRUNC, mode);
    struct stat about
    {
    };
    if (descriptor < 0 || static_cast<std::size_t>(descriptor) >= d.handles.size() ||
        ::fstat(descriptor, &about) != 0)
        return descriptor;
    Handle handle{nullptr, {}, flags};
    if (S_ISDIR(about.st_mode)) {
        handle.folder = resolved;
    } else if (S_ISREG(about.st_mode)) {
        handle.file = d.log.opened(resolved, !existed);
        const bool truncates = (flags & O_TRUNC) != 0 && (flags & O_ACCMODE) != O_RDONLY;
        if (truncates && handle.file)
            d.log.beforeTruncate(*handle.file, 0);
        if (truncates)
            (void)!real().ftruncate(descriptor, 0);
    }
    delete d.handles[static_cast<std::size_t>(descriptor)].exchange(
        handle.file || !handle.folder.empty() ? new Handle(handle) : nullptr);
    return descriptor;
}

template <class Write>
ssize_t writeWatched(const Handle& handle, off_t offset, std::size_t length, Write write)
{
    Disk& d = disk();
    if (const int error = d.errors.onWrite(length)) {
        errno = error;
        return -1;
    }
    d.log.beforeWrite(*handle.file, offset, length);
    const ssize_t written = write();
    if (written > 0 && (handle.flags & O_DSYNC) != 0) // O_SYNC includes it
        d.log.wroteThrough(*handle.file, offset, static_cast<std::size_t>(written));
    return written;
}

off_t positionOf(int descriptor, const Handle& handle)
{
    return ::lseek(descriptor, 0, (handle.flags & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
}

int syncWatched(int descriptor, const Handle& handle, int (*sync)(int))
{
    step(Steps::Kind::Sync, descriptor);
    Disk& d = disk();
    const std::lock_guard lock(d.mutex);
    if (++d.syncs == d.cutAtSync)
        cutPower();
    if (const int error = d.errors.onSync()) {
        if (handle.file)
            d.log.syncFailed(*handle.file);
        errno = error;
        return -1;
    }
    const int answer = sync(descriptor);
    if (answer == 0 && handle.file)
        d.log.synced(*handle.file);
    if (answer == 0 && !handle.file)
        d.log.folderSynced(handle.folder);
    return answer;
}

int unlinkWatched(const std::string& path)
{
    step(Steps::Kind::Name, -1);
    Disk& d = disk();
    const std::lock_guard lock(d.mutex);
    return isSharedMemory(path) ? real().unlink(path.c_str()) : d.log.unlink(path);
}

bool isFolder(const std::string& path)
{
    struct stat about
    {
    };
    return ::lstat(path.c_str(), &about) == 0 && S_ISDIR(about.st_mode);
}

mode_t modeArgument(int flags, std::va_list arguments)
{
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

} // namespace

// The caller holds no lock.
void step(Steps::Kind kind, int descriptor)
{
    Disk& d = disk();
    if (!d.steps.active() || d.off || !d.steps.take(kind, descriptor))
        return;
    if (!d.steps.endsByCut())
        die();
    d.mutex.lock(); // for good
    cutPower();
}

} // namespace ace::faults

using namespace ace::faults;

#define ACE_HOOK extern "C" __attribute__((visibility("default")))

ACE_HOOK int open(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeArgument(flags, arguments);
    va_end(arguments);
    return openWatched(AT_FDCWD, path, flags, mode);
}

ACE_HOOK int open64(const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeArgument(flags, arguments);
    va_end(arguments);
    return openWatched(AT_FDCWD, path, flags, mode);
}

ACE_HOOK int openat(int folder, const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeArgument(flags, arguments);
    va_end(arguments);
    return openWatched(folder, path, flags, mode);
}

ACE_HOOK int openat64(int folder, const char* path, int flags, ...)
{
    std::va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = modeArgument(flags, arguments);
    va_end(arguments);
    return openWatched(folder, path, flags, mode);
}

// What a fortified program calls when the flags make no file.
ACE_HOOK int __open_2(const char* path, int flags) { return openWatched(AT_FDCWD, path, flags, 0); }

ACE_HOOK int __open64_2(const char* path, int flags) { return openWatched(AT_FDCWD, path, flags, 0); }

ACE_HOOK int creat(const char* path, mode_t mode)
{
    return openWatched(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

ACE_HOOK int creat64(const char* path, mode_t mode)
{
    return openWatched(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

ACE_HOOK int close(int descriptor)
{
    // No lock: a child between fork and exec closes descriptors too.
    if (findHandle(descriptor))
        delete disk().handles[static_cast<std::size_t>(descriptor)].exchange(nullptr);
    return real().close(descriptor);
}

ACE_HOOK ssize_t write(int descriptor, const void* bytes, std::size_t length)
{
    const Handle* const handle = findHandle(descriptor);
    if (!handle || !handle->file)
        return real().write(descriptor, bytes, length);
    step(Steps::Kind::Write, descriptor);
    const std::lock_guard lock(disk().mutex);
    return writeWatched(*handle, positionOf(descriptor, *handle), length,
                        [&] { return real().write(descriptor, bytes, length); });
}

ACE_HOOK ssize_t pwrite(int descriptor, const void* bytes, std::size_t length, off_t offset)
{
    const Handle* const handle = findHandle(descriptor);
    if (!handle || !handle->file)
        return real().pwrite(descriptor, bytes, length, offset);
    step(Steps::Kind::Write, descriptor);
    const std::lock_guard lock(disk().mutex);
    return writeWatched(*handle, offset, length,
                        [&] { return real().pwrite(descriptor, bytes, length, offset); });
}

ACE_HOOK ssize_t pwrite64(int descriptor, const void* bytes, std::size_t length, off64_t offset)
{
    return pwrite(descriptor, bytes, length, offset);
}

ACE_HOOK ssize_t writev(int descriptor, const iovec* parts, int count)
{
    const Handle* const handle = findHandle(descriptor);
    if (!handle || !handle->file)
        return real().writev(descriptor, parts, count);
    std::size_t length = 0;
    for (int i = 0; i < count; ++i)
        length += parts[i].iov_len;
    step(Steps::Kind::Write, descriptor);
    const std::lock_guard lock(disk().mutex);
    return writeWatched(*handle, positionOf(descriptor, *handle), length,
                        [&] { return real().writev(descriptor, parts, count); });
}

ACE_HOOK int ftruncate(int descriptor, off_t size) noexcept
{
    const Handle* const handle = findHandle(descriptor);
    if (!handle || !handle->file)
        return real().ftruncate(descriptor, size);
    step(Steps::Kind::Write, descriptor);
    const std::lock_guard lock(disk().mutex);
    disk().log.beforeTruncate(*handle->file, size);
    return real().ftruncate(descriptor, size);
}

ACE_HOOK int ftruncate64(int descriptor, off64_t size) noexcept { return ftruncate(descriptor, size); }

ACE_HOOK int fsync(int descriptor)
{
    const Handle* const handle = findHandle(descriptor);
    return handle ? syncWatched(descriptor, *handle, real().fsync) : real().fsync(descriptor);
}

ACE_HOOK int fdatasync(int descriptor)
{
    const Handle* const handle = findHandle(descriptor);
    return handle ? syncWatched(descriptor, *handle, real().fdatasync) : real().fdatasync(descriptor);
}

ACE_HOOK int rename(const char* from, const char* to) noexcept
{
    Disk& d = disk();
    const std::string source = d.off ? std::string() : d.folder.resolve(AT_FDCWD, from);
    const std::string target = d.off ? std::string() : d.folder.resolve(AT_FDCWD, to);
    if (source.empty() || target.empty())
        return real().rename(from, to);
    step(Steps::Kind::Name, -1);
    const std::lock_guard lock(d.mutex);
    return d.log.rename(source, target);
}

ACE_HOOK int unlink(const char* path) noexcept
{
    const std::string resolved = disk().off ? std::string() : disk().folder.resolve(AT_FDCWD, path);
    return resolved.empty() ? real().unlink(path) : unlinkWatched(resolved);
}

ACE_HOOK int unlinkat(int folder, const char* path, int flags) noexcept
{
    const std::string resolved = disk().off ? std::string() : disk().folder.resolve(folder, path);
    if (resolved.empty() || (flags & AT_REMOVEDIR) != 0)
        return real().unlinkat(folder, path, flags);
    return unlinkWatched(resolved);
}

ACE_HOOK int remove(const char* path) noexcept
{
    const std::string resolved = disk().off ? std::string() : disk().folder.resolve(AT_FDCWD, path);
    return resolved.empty() || isFolder(resolved) ? real().remove(path) : unlinkWatched(resolved);
}
