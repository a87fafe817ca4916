// SPDX-License-Identifier: MIT
#pragma once

namespace ace::test {

// A SQLite VFS over the default one whose writes and syncs fail when told to. One at a time.
class FaultyDisk
{
public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    const char* vfs() const { return "ace-faulty"; }

    static constexpr int kAlways = 1 << 30;
    void failSyncs(int count);            // as EIO and ENOSPC from fsync do
    void failWrites(int count, int code); // with SQLITE_FULL, SQLITE_IOERR_WRITE
    void fillUpAfterAFailedSync();        // the next sync fails, and then every write
    void heal();
    int syncs() const; // that succeeded
};

} // namespace ace::test
