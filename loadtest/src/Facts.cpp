// SPDX-License-Identifier: MIT
#include "Facts.h"

#include <nlohmann/json.hpp>

#include <utility>

namespace ace::loadtest {

namespace {

using nlohmann::json;

// Runs `read` on the text as JSON; what is missing or of another type is Corrupt.
template <class Read>
auto parsed(const std::string& text, Read read) -> Result<decltype(read(std::declval<const json&>()))>
{
    try {
        return read(json::parse(text));
    } catch (const json::exception& wrong) {
        return failure(ErrorCode::Corrupt, std::string(wrong.what()) + " in: " + text.substr(0, 200));
    }
}

std::string textOrEmpty(const json& object, const char* name)
{
    const auto found = object.find(name);
    return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

} // namespace

std::string orderBody(const WantedTickets& wanted, const std::string& customer)
{
    return json{{"event", wanted.event},
                {"items", json::array({{{"ticket_type", wanted.type}, {"quantity", wanted.quantity}}})},
                {"customer", {{"name", customer}, {"email", "load@example.org"}}},
                {"payment", {{"method", "cash"}, {"tendered", wanted.tendered}}}}
        .dump();
}

std::string scanBody(const ScanRequest& scan)
{
    return json{
        {"token", scan.token}, {"direction", scan.direction}, {"gate", scan.gate}, {"nonce", scan.nonce}}
        .dump();
}

Result<WantedTickets> parseOrderBody(const std::string& body)
{
    return parsed(body, [](const json& order) {
        const json& item = order.at("items").at(0);
        return WantedTickets{order.at("event").get<std::string>(), item.at("ticket_type").get<std::string>(),
                             item.at("quantity").get<std::int64_t>(),
                             order.at("payment").at("tendered").get<std::int64_t>()};
    });
}

Result<ScanRequest> parseScanBody(const std::string& body)
{
    return parsed(body, [](const json& scan) {
        return ScanRequest{scan.at("token").get<std::string>(), scan.at("gate").get<std::string>(),
                           scan.at("nonce").get<std::string>(), scan.at("direction").get<std::string>()};
    });
}

Result<SoldOrder> parseSoldOrder(const std::string& body)
{
    return parsed(body, [](const json& order) {
        SoldOrder sold;
        sold.code = order.at("code").get<std::string>();
        sold.total = order.at("total").at("amount").get<std::int64_t>();
        sold.currency = order.at("total").at("currency").get<std::string>();
        sold.change = order.at("change").get<std::int64_t>();
        for (const json& ticket : order.at("tickets"))
            sold.tickets.push_back({ticket.at("id").get<std::string>(), ticket.at("type").get<std::string>(),
                                    ticket.at("token").get<std::string>(),
                                    ticket.at("pdf").get<std::string>()});
        return sold;
    });
}

Result<ScanVerdict> parseVerdict(const std::string& body)
{
    return parsed(body, [](const json& scan) {
        ScanVerdict verdict;
        verdict.result = scan.at("result").get<std::string>();
        verdict.reason = textOrEmpty(scan, "reason");
        if (const json& ticket = scan.at("ticket"); !ticket.is_null())
            verdict.ticket = ticket.at("id").get<std::string>();
        if (const json& first = scan.at("first_scan"); !first.is_null()) {
            verdict.firstScanAt = first.at("scanned_at").get<std::string>();
            verdict.firstScanGate = first.at("gate").get<std::string>();
        }
        return verdict;
    });
}

Result<std::int64_t> parseAvailable(const std::string& body, const std::string& type)
{
    return parsed(body, [&](const json& event) {
        for (const json& each : event.at("ticket_types"))
            if (each.at("id").get<std::string>() == type)
                return each.at("available").get<std::int64_t>();
        return std::int64_t{0};
    });
}

std::string problemCode(const std::string& body)
{
    const json problem = json::parse(body, nullptr, false);
    return problem.is_object() ? textOrEmpty(problem, "code") : std::string();
}

} // namespace ace::loadtest
