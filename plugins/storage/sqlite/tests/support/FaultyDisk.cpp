// SPDX-License-Identifier: MIT
#include "FaultyDisk.h"

#include <ace/base/Assert.h>

#include <sqlite3.h>

#include <array>
#include <atomic>
#include <mutex>

namespace ace::test {

namespace {

// The default VFS opens its own file, with one of a few tables of methods. Two of them are replaced.
struct Patched
{
    sqlite3_io_methods methods{}; // first: a file points to it
    const sqlite3_io_methods* real = nullptr;
};

// SQLite's callbacks are plain functions, so what they need is here.
struct Disk
{
    std::atomic<int> syncsToFail = 0;
    std::atomic<int> writesToFail = 0;
    std::atomic<int> writeCode = 0;
    std::atomic<int> syncs = 0;
    std::atomic<bool> fillsUp = false;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    std::mutex mutex;
    std::array<Patched, 4> patched;
};
Disk disk;

const sqlite3_io_methods& realOf(sqlite3_file* file)
{
    return *reinterpret_cast<const Patched*>(file->pMethods)->real;
}

bool failsNow(std::atomic<int>& left)
{
    int before = left;
    while (before > 0)
        if (left.compare_exchange_weak(before, before - 1))
            return true;
    return false;
}

int writeFile(sqlite3_file* file, const void* data, int size, sqlite3_int64 at)
{
    return failsNow(disk.writesToFail) ? disk.writeCode.load() : realOf(file).xWrite(file, data, size, at);
}

int syncFile(sqlite3_file* file, int flags)
{
    if (failsNow(disk.syncsToFail)) {
        if (disk.fillsUp.exchange(false)) {
            disk.writeCode = SQLITE_FULL;
            disk.writesToFail = FaultyDisk::kAlways;
        }
        return SQLITE_IOERR_FSYNC;
    }
    ++disk.syncs;
    return realOf(file).xSync(file, flags);
}

const sqlite3_io_methods* patch(const sqlite3_io_methods* real)
{
    const std::lock_guard lock(disk.mutex);
    for (Patched& each : disk.patched) {
        if (!each.real) {
            each = {*real, real};
            each.methods.xWrite = &writeFile;
            each.methods.xSync = &syncFile;
        }
        if (each.real == real)
            return &each.methods;
    }
    ACE_ASSERT(!"more tables of methods than expected");
    return real;
}

int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
{
    const int code = disk.real->xOpen(disk.real, name, file, flags, outFlags);
    if (code == SQLITE_OK)
        file->pMethods = patch(file->pMethods);
    return code;
}

} // namespace

FaultyDisk::FaultyDisk()
{
    heal();
    disk.syncs = 0;
    disk.real = sqlite3_vfs_find(nullptr);
    disk.vfs = *disk.real;
    disk.vfs.zName = vfs();
    disk.vfs.pNext = nullptr;
    disk.vfs.xOpen = &openFile;
    sqlite3_vfs_register(&disk.vfs, 0);
}

FaultyDisk::~FaultyDisk()
{
    heal();
    sqlite3_vfs_unregister(&disk.vfs);
}

void FaultyDisk::failSyncs(int count) { disk.syncsToFail = count; }

void FaultyDisk::failWrites(int count, int code)
{
    disk.writeCode = code;
    disk.writesToFail = count;
}

void FaultyDisk::fillUpAfterAFailedSync()
{
    disk.fillsUp = true;
    failSyncs(1);
}

void FaultyDisk::heal()
{
    disk.fillsUp = false;
    disk.syncsToFail = 0;
    disk.writesToFail = 0;
}

int FaultyDisk::syncs() const { return disk.syncs; }

} // namespace ace::test
