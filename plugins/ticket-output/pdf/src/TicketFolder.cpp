// SPDX-License-Identifier: MIT
#include <ace/pdf/TicketFolder.h>

#include <ace/base/File.h>

#include <algorithm>
#include <string>

namespace ace::pdf {

namespace {

constexpr std::size_t kMaxIdLength = 120;

bool isPlainName(std::string_view id)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.';
    };
    return !id.empty() && id.size() <= kMaxIdLength && id.front() != '.' &&
           std::all_of(id.begin(), id.end(), fits);
}

} // namespace

Result<TicketFolder> TicketFolder::open(std::filesystem::path folder)
{
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder, error))
        return failure(ErrorCode::Invalid, "is no folder that tickets could go into", folder.string());
    return TicketFolder(std::move(folder));
}

Result<void> TicketFolder::store(std::string_view outputId, std::string_view pdf) const
{
    if (!isPlainName(outputId))
        return failure(
            ErrorCode::Invalid,
            "an output id must be 1 to 120 letters, digits, \"-\", \"_\" or \".\", not starting with \".\"");
    return writeFileDurably(folder_ / (std::string(outputId) + ".pdf"), pdf);
}

} // namespace ace::pdf
