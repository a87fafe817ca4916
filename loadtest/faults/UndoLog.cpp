// SPDX-License-Identifier: MIT
#include "UndoLog.h"

#include "RealCalls.h"
#include "WatchedFolder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace ace::faults {

namespace {

off_t sectorAt(off_t offset) { return offset / static_cast<off_t>(UndoLog::kSector); }

bool toss(std::mt19937_64& random) { return (random() & 1) != 0; }

} // namespace

off_t UndoLog::sizeOf(const File& file)
{
    struct stat about
    {
    };
    return ::fstat(file.descriptor, &about) == 0 ? about.st_size : 0;
}

UndoLog::File* UndoLog::opened(const std::string& path, bool created)
{
    struct stat about
    {
    };
    if (::stat(path.c_str(), &about) != 0)
        return nullptr;
    std::unique_ptr<File>& file = files_[{about.st_dev, about.st_ino}];
    if (created) {
        file.reset(); // an old file's number, used again
        names_.push_back({NameChange::Kind::Made, path, {}, {}});
    }
    if (!file) {
        // Kept open for good: closing any descriptor of a file gives up the process's POSIX locks on it.
        const int descriptor = real().open(path.c_str(), O_RDWR | O_CLOEXEC);
        if (descriptor < 0)
            return nullptr;
        file = std::make_unique<File>();
        file->descriptor = descriptor;
        file->durableSize = created ? 0 : about.st_size;
    }
    return file.get();
}

void UndoLog::remember(File& file, off_t first, off_t last)
{
    for (off_t number = first; number <= last; ++number) {
        const auto [place, isNew] = file.before.try_emplace(number);
        const off_t start = number * static_cast<off_t>(kSector);
        if (isNew && start < file.durableSize)
            (void)!::pread(file.descriptor, place->second.bytes.data(), kSector,
                           start); // short at the end: zeros
    }
}

void UndoLog::beforeWrite(File& file, off_t offset, std::size_t length)
{
    if (length == 0)
        return;
    const off_t end = offset + static_cast<off_t>(length);
    remember(file, sectorAt(offset), sectorAt(end - 1));
    // The kernel writes whole pages: one that is touched again is no longer lost.
    constexpr off_t kPerPage = kPage / kSector;
    const off_t first = sectorAt(offset) / kPerPage * kPerPage;
    const off_t last = (sectorAt(end - 1) / kPerPage + 1) * kPerPage;
    for (off_t number = first; number < last; ++number)
        if (const auto place = file.before.find(number); place != file.before.end())
            place->second.lost = false;
}

void UndoLog::wroteThrough(File& file, off_t offset, std::size_t length)
{
    const off_t end = offset + static_cast<off_t>(length);
    for (off_t number = sectorAt(offset); number * static_cast<off_t>(kSector) < end; ++number)
        file.before.erase(number);
    file.durableSize = std::max(file.durableSize, end);
}

void UndoLog::beforeTruncate(File& file, off_t size)
{
    const off_t current = sizeOf(file);
    if (size < current)
        remember(file, sectorAt(size), sectorAt(current - 1));
}

void UndoLog::synced(File& file)
{
    std::erase_if(file.before, [](const auto& sector) { return !sector.second.lost; });
    file.durableSize = sizeOf(file);
}

void UndoLog::syncFailed(File& file)
{
    for (auto& [number, sector] : file.before)
        sector.lost = true;
}

std::string UndoLog::keepAside(const std::string& path)
{
    struct stat about
    {
    };
    if (::lstat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode))
        return {};
    ::mkdir(backups_.c_str(), 0700);
    const std::string backup = backups_ + "/" + std::to_string(nextBackup_++);
    return ::link(path.c_str(), backup.c_str()) == 0 ? backup : std::string();
}

int UndoLog::rename(const std::string& from, const std::string& to)
{
    const std::string backup = keepAside(to);
    const int answer = real().rename(from.c_str(), to.c_str());
    if (answer == 0)
        names_.push_back({NameChange::Kind::Moved, to, from, backup});
    else if (!backup.empty())
        real().unlink(backup.c_str());
    return answer;
}

int UndoLog::unlink(const std::string& path)
{
    const std::string backup = keepAside(path);
    const int answer = real().unlink(path.c_str());
    if (answer == 0)
        names_.push_back({NameChange::Kind::Removed, path, {}, backup});
    else if (!backup.empty())
        real().unlink(backup.c_str());
    return answer;
}

void UndoLog::folderSynced(const std::string& path)
{
    std::erase_if(names_, [&](const NameChange& change) {
        if (parentOf(change.path) != path)
            return false;
        if (!change.backup.empty())
            real().unlink(change.backup.c_str());
        return true;
    });
}

void UndoLog::forget()
{
    for (const NameChange& change : names_)
        if (!change.backup.empty())
            real().unlink(change.backup.c_str());
    names_.clear();
    ::rmdir(backups_.c_str());
}

void UndoLog::restore(std::uint64_t seed)
{
    std::mt19937_64 generator(seed);
    std::mt19937_64* const random = seed == 0 ? nullptr : &generator;
    std::size_t unsynced = 0;
    std::size_t lost = 0;
    for (auto& [inode, file] : files_) {
        if (!file)
            continue;
        unsynced += file->before.size();
        lost += restoreFile(*file, random);
    }
    const std::size_t changes = names_.size();
    const std::size_t undone = restoreNames(random);
    ::rmdir(backups_.c_str());

    char line[160];
    const int length =
        std::snprintf(line, sizeof line, "power cut: %zu of %zu unsynced sectors and %zu of %zu names lost\n",
                      lost, unsynced, undone, changes);
    (void)!real().write(STDERR_FILENO, line, static_cast<std::size_t>(length));
}

std::size_t UndoLog::restoreFile(File& file, std::mt19937_64* random)
{
    const off_t current = sizeOf(file);
    const bool keepsTruncation = random && current < file.durableSize && toss(*random);
    off_t size = keepsTruncation ? current : file.durableSize;
    std::vector<off_t> lost;
    for (const auto& [number, sector] : file.before) {
        if (!random || sector.lost || !toss(*random))
            lost.push_back(number);
        else
            size = std::max(size, std::min(current, (number + 1) * static_cast<off_t>(kSector)));
    }
    (void)!real().ftruncate(file.descriptor, size);
    for (const off_t number : lost) {
        const off_t start = number * static_cast<off_t>(kSector);
        if (start >= size)
            continue;
        const auto length = static_cast<std::size_t>(std::min(size - start, static_cast<off_t>(kSector)));
        (void)!real().pwrite(file.descriptor, file.before[number].bytes.data(), length, start);
    }
    return lost.size();
}

std::size_t UndoLog::restoreNames(std::mt19937_64* random)
{
    const std::size_t kept = random ? (*random)() % (names_.size() + 1) : 0;
    for (std::size_t i = names_.size(); i-- > kept;) {
        const NameChange& change = names_[i];
        if (change.kind == NameChange::Kind::Made)
            real().unlink(change.path.c_str());
        if (change.kind == NameChange::Kind::Moved)
            real().rename(change.path.c_str(), change.from.c_str());
        if (!change.backup.empty())
            real().rename(change.backup.c_str(), change.path.c_str());
    }
    for (std::size_t i = 0; i < kept; ++i)
        if (!names_[i].backup.empty())
            real().unlink(names_[i].backup.c_str());
    return names_.size() - kept;
}

} // namespace ace::faults
