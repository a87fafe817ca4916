// SPDX-License-Identifier: MIT
#include <ace/base/File.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

namespace ace::inline base {

namespace {

class Descriptor
{
public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor()
    {
        if (value_ >= 0)
            ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

private:
    int value_;
};

Failure systemFailure(const char* what, const std::filesystem::path& path)
{
    return failure(ErrorCode::Internal, std::string(what) + ": " + std::strerror(errno), path.string());
}

bool writeAll(int descriptor, std::string_view content)
{
    while (!content.empty()) {
        const ssize_t written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

} // namespace

Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes)
{
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        return failure(ErrorCode::NotFound, "no such file", path.string());
    std::ifstream in(path, std::ios::binary);
    if (!in)
        return systemFailure("cannot be read", path);
    std::string content;
    char buffer[65536];
    while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
        content.append(buffer, static_cast<std::size_t>(in.gcount()));
        if (content.size() > maxBytes)
            return failure(ErrorCode::Invalid, "larger than " + std::to_string(maxBytes) + " bytes",
                           path.string());
    }
    return content;
}

Result<void> writeFileDurably(const std::filesystem::path& path, std::string_view content, FileAccess access)
{
    const std::filesystem::path temporary = path.string() + ".new";
    {
        const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
                                     access == FileAccess::OwnerOnly ? 0600 : 0644));
        if (file.get() < 0)
            return systemFailure("cannot be created", temporary);
        if (!writeAll(file.get(), content) || ::fsync(file.get()) != 0)
            return systemFailure("cannot be written", temporary);
    }
    if (::rename(temporary.c_str(), path.c_str()) != 0)
        return systemFailure("cannot be renamed", temporary);
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    const Descriptor directory(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (directory.get() < 0 || ::fsync(directory.get()) != 0)
        return systemFailure("cannot be synced", folder);
    return {};
}

} // namespace ace::inline base
