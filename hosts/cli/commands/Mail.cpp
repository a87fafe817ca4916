// SPDX-License-Identifier: MIT
#include "Mail.h"

#include "BounceMessage.h"
#include "Surroundings.h"

#include <ace/runtime/BounceFolder.h>

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>

namespace ace::cli {

namespace {

constexpr char kBouncedUsage[] = "usage: ace mail bounced [--data DIR] < MESSAGE";
constexpr char kCheckUsage[] = "usage: ace mail check [--data DIR] [--config FILE]";
constexpr std::size_t kMailBytesMost = 8u << 20;

// All of it, so that no mail system gets a broken pipe; what is beyond the limit is left out.
std::string readInput()
{
    std::string text;
    std::array<char, 65536> piece{};
    while (std::cin.read(piece.data(), piece.size()), std::cin.gcount() > 0)
        if (text.size() < kMailBytesMost)
            text.append(piece.data(), static_cast<std::size_t>(std::cin.gcount()));
    return text;
}

// What another user leaves there, the server cannot read.
Result<void> mustBeOurs(const std::filesystem::path& folder)
{
    struct stat status
    {
    };
    const int failed = ::stat(folder.c_str(), &status) == 0 ? 0 : errno;
    if (failed == EACCES || (failed == 0 && S_ISDIR(status.st_mode) && status.st_uid != ::geteuid()))
        return failure(ErrorCode::Unavailable,
                       "is another user's: run this as the user of the data folder, who runs the server",
                       folder.string());
    if (failed != 0 || !S_ISDIR(status.st_mode))
        return failure(ErrorCode::NotFound, "there is no such folder", folder.string());
    return {};
}

int nothingToDo(const char* why)
{
    std::cout << "Nothing to do: " << why << '\n';
    return kDone;
}

} // namespace

int takeBounce(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty())
        return refuse(kBouncedUsage);
    const Surroundings surroundings(LogLevel::Warning);
    const auto folder = surroundings.folder(*line).path();
    if (const auto ours = mustBeOurs(folder); !ours)
        return refuse(ours.error());
    const BounceMessage bounce = BounceMessage::parse(readInput());
    if (!bounce.failed)
        return nothingToDo("this is no report of a mail that failed for good");
    const SystemClock clock;
    SystemIdSource ids(clock);
    for (const std::string& id : bounce.messageIds) {
        const auto put = runtime::BounceFolder(folder).put(id, ids);
        if (!put)
            return refuse(put.error());
        if (!*put)
            continue;
        std::cout << "Noted: the order of the mail " << id << " is marked soon\n";
        return kDone;
    }
    return nothingToDo("the report is about no mail of an order");
}

int checkMail(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data", "config"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty())
        return refuse(kCheckUsage);
    Surroundings surroundings(LogLevel::Error);
    auto settings = surroundings.settings(*line);
    if (!settings)
        return refuse(settings.error());
    const std::string name = settings->deliverWith;
    if (name.empty())
        return refuse("nothing goes out by mail: the configuration has no [deliver] output");
    auto station = runtime::Runtime::startStation(*settings, surroundings.environment(*line));
    if (!station)
        return refuse(station.error());
    for (const Error& problem : (*station)->problems())
        if (problem.where == "output." + name)
            return refuse(problem);
    const auto health = (*station)->findOutput(name)->checkHealth();
    if (!health)
        return refuse(health.error());
    std::cout << *health << '\n';
    return kDone;
}

} // namespace ace::cli
