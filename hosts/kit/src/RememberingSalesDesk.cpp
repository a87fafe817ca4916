// SPDX-License-Identifier: MIT
#include <ace/kit/RememberingSalesDesk.h>

#include <ace/base/File.h>

#include "rest/AnswerJson.h"

namespace ace::kit {

Result<std::optional<SaleRequest>> RememberingSalesDesk::takePending()
{
    auto found = read();
    if (found)
        return found;
    std::error_code error;
    const auto aside = file_.parent_path() / "unsettled-sale.json";
    std::filesystem::rename(file_, aside, error);
    return failure(found.error().code,
                   found.error().message + "; look for the last sale in the back office before selling on",
                   error ? file_.string() : aside.string());
}

Result<std::optional<SaleRequest>> RememberingSalesDesk::read() const
{
    std::error_code error;
    if (!std::filesystem::exists(file_, error))
        return std::optional<SaleRequest>();
    const auto text = readFile(file_, 64 * 1024);
    if (!text)
        return Failure(text.error());
    try {
        const Json json = Json::parse(*text);
        SaleRequest request;
        request.event = json.at("event").get<std::string>();
        request.tendered = json.at("tendered").get<std::int64_t>();
        request.key = json.at("key").get<std::string>();
        for (const Json& item : json.at("items"))
            request.items.push_back(
                {idIn<TicketTypeId>(item.at("type")), item.at("quantity").get<std::int32_t>()});
        if (idIn<StationId>(json.at("station")) != station_)
            return failure(ErrorCode::Conflict,
                           "a sale of unknown outcome is of the station that this machine was before");
        return std::optional(std::move(request));
    } catch (const std::exception& problem) {
        return failure(ErrorCode::Corrupt,
                       std::string("the note of a sale of unknown outcome cannot be understood (") +
                           problem.what() + ")");
    }
}

Result<SaleOutcome> RememberingSalesDesk::sell(const SaleRequest& request)
{
    Json items = Json::array();
    for (const SaleRequest::Item& item : request.items)
        items.push_back({{"type", item.type.toString()}, {"quantity", item.quantity}});
    const Json note{{"station", station_.toString()},
                    {"event", request.event},
                    {"items", items},
                    {"tendered", request.tendered},
                    {"key", request.key}};
    const auto before = read();
    const bool repeated = before && *before && (*before)->key == request.key;
    if (auto ok = writeFileDurably(file_, note.dump(), FileAccess::OwnerOnly); !ok)
        return failure(std::move(ok));
    auto outcome = inner_.sell(request);
    // Being offline now says nothing of what the first attempt did.
    const bool known = outcome || (!repeated && outcome.error().code != ErrorCode::OutcomeUnknown &&
                                   outcome.error().code != ErrorCode::Timeout);
    std::error_code ignored; // what stays is asked once more, which does no harm
    if (known)
        std::filesystem::remove(file_, ignored);
    return outcome;
}

} // namespace ace::kit
