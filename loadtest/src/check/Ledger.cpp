// SPDX-License-Identifier: MIT
#include "Ledger.h"

#include <ace/base/Bytes.h>
#include <ace/base/File.h>

#include <nlohmann/json.hpp>

namespace ace::loadtest {

namespace {

using nlohmann::json;

constexpr std::size_t kLargestJournal = std::size_t{4} << 30;

SoldOrder soldOrder(const json& line)
{
    SoldOrder sold{line.at("code"), line.at("total"), line.at("currency"), line.at("change"), {}};
    for (const json& ticket : line.at("tickets"))
        sold.tickets.push_back({ticket.at("id"), ticket.at("type"), ticket.at("token"), ticket.at("pdf")});
    return sold;
}

// False: a fact without its attempt, or one that contradicts it.
bool take(Ledger& ledger, const json& line)
{
    const std::string what = line.at("what");
    if (what == "stock") {
        ledger.stock.try_emplace(line.at("type"), line.at("available"));
        return true;
    }
    if (what == "order_attempt") {
        const std::string key = line.at("key");
        const std::string body = line.at("body");
        return ledger.orders.try_emplace(key, OrderFact{key, body, {}, false}).first->second.body == body;
    }
    if (what == "order" || what == "order_refused") {
        const auto found = ledger.orders.find(line.at("key"));
        if (found == ledger.orders.end())
            return false;
        found->second.refused = what == "order_refused";
        if (found->second.refused)
            return true;
        found->second.sold = soldOrder(line);
        return line.at("body_sha256") == toHex(sha256(found->second.body));
    }
    if (what == "scan_attempt") {
        const std::string body = line.at("body");
        return ledger.scans.try_emplace(line.at("nonce"), ScanFact{body, {}}).first->second.body == body;
    }
    const auto found = ledger.scans.find(line.at("nonce"));
    if (what != "scan" || found == ledger.scans.end())
        return false;
    found->second.verdict = ScanVerdict{line.at("result"), line.at("reason"), line.at("ticket"),
                                        line.at("first_scan_at"), line.at("first_scan_gate")};
    return true;
}

Result<void> readInto(Ledger& ledger, const std::filesystem::path& file)
{
    auto content = readFile(file, kLargestJournal);
    if (!content)
        return failure(std::move(content));
    std::size_t number = 0;
    std::size_t start = 0;
    for (std::size_t end; (end = content->find('\n', start)) != std::string::npos; start = end + 1) {
        ++number;
        bool understood = false;
        try {
            understood = take(ledger, json::parse(content->begin() + static_cast<std::ptrdiff_t>(start),
                                                  content->begin() + static_cast<std::ptrdiff_t>(end)));
        } catch (const json::exception&) {
            understood = false;
        }
        if (!understood)
            return failure(ErrorCode::Corrupt, "not a line of a journal, or one without its attempt",
                           file.string() + ":" + std::to_string(number));
    }
    return {};
}

} // namespace

Result<Ledger> Ledger::read(std::span<const std::filesystem::path> journals)
{
    Ledger ledger;
    for (const auto& file : journals)
        if (auto done = readInto(ledger, file); !done)
            return failure(std::move(done));
    return ledger;
}

} // namespace ace::loadtest
