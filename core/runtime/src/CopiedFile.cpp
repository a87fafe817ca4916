// SPDX-License-Identifier: MIT
#include "CopiedFile.h"

#include <ace/base/Bytes.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace ace::runtime {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWriteAtOnce = std::size_t{16} << 20;

Failure failed(const char* what, const fs::path& file)
{
    const int error = errno;
    return failure(error == EEXIST ? ErrorCode::Conflict : ErrorCode::Unavailable,
                   std::string(what) + ": " + std::strerror(error), file.string());
}

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor()
    {
        if (number_ >= 0)
            ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }
    bool isOpen() const { return number_ >= 0; }

private:
    int number_;
};

// A file of any size, read where it lies.
class MappedFile
{
public:
    static Result<MappedFile> open(const fs::path& file)
    {
        const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
        struct stat status
        {
        };
        if (!descriptor.isOpen() || ::fstat(descriptor.number(), &status) != 0)
            return failed("cannot be read", file);
        if (!S_ISREG(status.st_mode))
            return failure(ErrorCode::Invalid, "is no regular file", file.string());
        const auto size = static_cast<std::size_t>(status.st_size);
        void* data = nullptr;
        if (size > 0)
            data = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, descriptor.number(), 0);
        if (data == MAP_FAILED)
            return failed("cannot be read", file);
        return MappedFile(data, size, status.st_mode & 0700);
    }
    MappedFile(MappedFile&& other) noexcept
        : data_(std::exchange(other.data_, nullptr)), size_(other.size_), mode_(other.mode_)
    {
    }
    MappedFile& operator=(MappedFile&&) = delete;
    ~MappedFile()
    {
        if (data_)
            ::munmap(data_, size_);
    }

    std::string_view content() const { return {static_cast<const char*>(data_), data_ ? size_ : 0}; }
    mode_t ownersAccess() const { return mode_; }

private:
    MappedFile(void* data, std::size_t size, mode_t mode) : data_(data), size_(size), mode_(mode) {}

    void* data_;
    std::size_t size_;
    mode_t mode_;
};

Result<void> syncFolder(const fs::path& folder)
{
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.isOpen() || ::fsync(descriptor.number()) != 0)
        return failed("cannot be synced", folder);
    return {};
}

Result<void> writeNew(const fs::path& file, std::string_view content, mode_t mode)
{
    const Descriptor out(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
    if (!out.isOpen())
        return failed("cannot be made", file);
    while (!content.empty()) {
        const ssize_t written = ::write(out.number(), content.data(), std::min(content.size(), kWriteAtOnce));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return failed("cannot be written", file);
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(out.number()) != 0)
        return failed("cannot be synced", file);
    return syncFolder(file.parent_path());
}

BackupManifest::File describe(const std::string& name, std::string_view content)
{
    return {name, static_cast<std::int64_t>(content.size()), toHex(sha256(content))};
}

} // namespace

Result<BackupManifest::File> copyFile(const fs::path& file, const fs::path& folder, const std::string& name)
{
    auto source = MappedFile::open(file);
    if (!source)
        return failure(std::move(source));
    const fs::path target = folder / name;
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    if (error)
        return failure(ErrorCode::Unavailable, "cannot be made: " + error.message(),
                       target.parent_path().string());
    if (auto written = writeNew(target, source->content(), source->ownersAccess()); !written)
        return failure(std::move(written));
    return describe(name, source->content());
}

Result<BackupManifest::File> readCopied(const fs::path& folder, const std::string& name)
{
    auto file = MappedFile::open(folder / name);
    if (!file)
        return failure(std::move(file));
    return describe(name, file->content());
}

Result<void> moveFolder(const fs::path& folder, const fs::path& target)
{
    if (auto synced = syncFolder(folder); !synced)
        return synced;
    if (::rename(folder.c_str(), target.c_str()) != 0) {
        if (errno == EBUSY || errno == EXDEV)
            return failure(ErrorCode::Invalid,
                           "is where a file system is mounted; give a new folder within it", target.string());
        return failed("cannot be made", target);
    }
    return syncFolder(target.parent_path());
}

} // namespace ace::runtime
