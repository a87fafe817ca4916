// SPDX-License-Identifier: MIT
#include <ace/runtime/BounceFolder.h>

#include <ace/base/Bytes.h>
#include <ace/base/File.h>
#include <ace/outbox/MailReference.h>

#include <optional>
#include <system_error>

namespace ace::runtime {

namespace {

constexpr std::size_t kFilesAtOnce = 100;
constexpr std::size_t kBytesMost = 4096;
constexpr const char* kEnding = ".bounce";

std::optional<std::string> read(const std::filesystem::path& file)
{
    const auto text = readFile(file, kBytesMost);
    const std::size_t end = text ? text->find('\n') : std::string::npos;
    return end == std::string::npos ? std::nullopt : std::optional(text->substr(0, end));
}

} // namespace

Result<bool> BounceFolder::put(std::string_view messageId, IdSource& ids) const
{
    if (!outbox::MailReference::ofMessageId(messageId))
        return false;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (error)
        return failure(ErrorCode::Unavailable, "cannot be made: " + error.message(), folder_.string());
    if (auto written = writeFileDurably(folder_ / (ids.nextUuid().toString() + kEnding),
                                        cleanUtf8(messageId) + "\n", FileAccess::OwnerOnly);
        !written)
        return failure(std::move(written));
    return true;
}

Result<std::size_t>
BounceFolder::take(const std::function<Result<void>(const std::string& messageId)>& use) const
{
    std::size_t seen = 0, used = 0;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
        if (entry.path().extension() != kEnding)
            continue;
        if (const auto messageId = read(entry.path())) {
            if (auto done = use(*messageId); !done)
                return failure(std::move(done));
            ++used;
        }
        std::filesystem::remove(entry.path(), error);
        if (error)
            return failure(ErrorCode::Unavailable, "cannot be removed: " + error.message(),
                           entry.path().string());
        if (++seen == kFilesAtOnce)
            break;
    }
    return used;
}

} // namespace ace::runtime
