// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>
#include <string_view>
#include <utility>

namespace ace::pdf {

// A folder of finished tickets, a file to an output id. One thread at a time.
class TicketFolder
{
public:
    // Made when it is not there.
    static Result<TicketFolder> open(std::filesystem::path folder);

    // Durable when it returns; the same id replaces its file. Invalid for an id that is no plain file name.
    Result<void> store(std::string_view outputId, std::string_view pdf) const;

private:
    explicit TicketFolder(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

} // namespace ace::pdf
