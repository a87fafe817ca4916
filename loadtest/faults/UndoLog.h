// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>
#include <sys/types.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ace::faults {

// What a power cut would take: for every file the sectors as they were at the last sync, for every folder the
// names that were made, moved and removed since. restore() puts the disk back to that state, or, with a seed,
// to one of the states a real disk may be left in: any subset of the unsynced sectors has arrived, and the
// name changes up to some point in time.
//
// Strict where POSIX is: a new name lasts only once its folder is synced. A failed sync loses what it should
// have written (Linux marks the pages clean), until it is written again. Folders themselves are taken as
// durable. Not thread-safe: the caller holds a lock.
class UndoLog
{
public:
    static constexpr std::size_t kSector = 512;
    static constexpr std::size_t kPage = 4096;

    class File
    {
    private:
        friend class UndoLog;
        struct Sector
        {
            std::array<char, kSector> bytes{};
            bool lost = false; // its sync failed
        };
        int descriptor = -1;
        off_t durableSize = 0;
        std::unordered_map<off_t, Sector> before; // by number
    };

    // `backups` is a folder on the same file system, made at the first need.
    explicit UndoLog(std::string backups) : backups_(std::move(backups)) {}

    // The same file for the same inode. Null: it cannot be watched.
    File* opened(const std::string& path, bool created);
    void beforeWrite(File& file, off_t offset, std::size_t length);
    void wroteThrough(File& file, off_t offset, std::size_t length); // by a descriptor that syncs each write
    void beforeTruncate(File& file, off_t size);
    void synced(File& file);
    void syncFailed(File& file);

    int rename(const std::string& from, const std::string& to);
    int unlink(const std::string& path);
    void folderSynced(const std::string& path);

    // Prints on standard error what was lost.
    void restore(std::uint64_t seed);
    // The program ends in peace: nothing of this is needed.
    void forget();

private:
    struct NameChange
    {
        enum class Kind { Made, Moved, Removed } kind;
        std::string path;
        std::string from;   // Moved
        std::string backup; // the file that had this name before; may be empty
    };

    void remember(File& file, off_t first, off_t last);
    std::size_t restoreFile(File& file, std::mt19937_64* random);
    std::size_t restoreNames(std::mt19937_64* random);
    std::string keepAside(const std::string& path);
    static off_t sizeOf(const File& file);

    std::string backups_;
    std::uint64_t nextBackup_ = 0;
    std::map<std::pair<dev_t, ino_t>, std::unique_ptr<File>> files_;
    std::vector<NameChange> names_;
};

} // namespace ace::faults
