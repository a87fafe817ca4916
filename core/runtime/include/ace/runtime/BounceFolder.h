// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>
#include <ace/base/Result.h>

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>

namespace ace::runtime {

// Mails that came back, by their Message-IDs, on their way from the mail system to whoever has the record
// open: a file each in the data folder, as only one program at a time writes the record. Any process puts
// them, one takes them.
class BounceFolder
{
public:
    explicit BounceFolder(const std::filesystem::path& dataFolder) : folder_(dataFolder / "bounces") {}

    // Durable when it returns. False: that is no mail of an order, and nothing was put.
    Result<bool> put(std::string_view messageId, IdSource& ids) const;
    // Up to 100: each goes when `use` has succeeded, and so does a file that is none. Answers how many were
    // used. Unavailable: one cannot be read and stays, or cannot be removed; the others were used.
    Result<std::size_t> take(const std::function<Result<void>(const std::string& messageId)>& use);

private:
    const std::filesystem::path folder_;
    std::set<std::filesystem::path> used_; // that could not be removed: never used twice
};

} // namespace ace::runtime
