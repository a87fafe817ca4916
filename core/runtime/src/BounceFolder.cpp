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

bool isThere(const std::filesystem::path& file)
{
    std::error_code ignored;
    return std::filesystem::symlink_status(file, ignored).type() != std::filesystem::file_type::not_found;
}

// Its Message-ID; none: that is no bounce. Unavailable: it cannot be read.
Result<std::optional<std::string>> read(const std::filesystem::path& file)
{
    const auto text = readFile(file, kBytesMost);
    if (!text && text.error().code != ErrorCode::Invalid && isThere(file)) // Invalid: larger than one is
        return failure(ErrorCode::Unavailable,
                       "cannot be read and stays: give it to the user of this program, or take it away",
                       file.string());
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

Result<std::size_t> BounceFolder::take(const std::function<Result<void>(const std::string& messageId)>& use)
{
    std::size_t gone = 0, used = 0;
    Result<void> wrong; // the first
    const auto keep = [&](Failure why) {
        if (wrong)
            wrong = std::move(why);
    };
    std::error_code error;
    for (std::filesystem::directory_iterator entry(folder_, error), end; !error && entry != end;
         entry.increment(error)) {
        const std::filesystem::path& file = entry->path();
        if (file.extension() != kEnding)
            continue;
        if (!used_.contains(file)) {
            const auto messageId = read(file);
            if (!messageId) {
                keep(Failure(messageId.error()));
                continue;
            }
            if (*messageId) {
                if (auto done = use(**messageId); !done)
                    return failure(std::move(done));
                ++used;
            }
        }
        if (std::error_code problem; std::filesystem::remove(file, problem), problem) {
            used_.insert(file);
            keep(failure(ErrorCode::Unavailable, "cannot be removed: " + problem.message(), file.string()));
            continue;
        }
        used_.erase(file);
        if (++gone == kFilesAtOnce)
            break;
    }
    if (error && error != std::errc::no_such_file_or_directory)
        keep(failure(ErrorCode::Unavailable, "cannot be read: " + error.message(), folder_.string()));
    return wrong ? Result<std::size_t>(used) : failure(std::move(wrong));
}

} // namespace ace::runtime
