// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ace::loadtest {

struct SoldTicket
{
    std::string id;
    std::string type;
    std::string token;
    std::string pdf; // path

    bool operator==(const SoldTicket&) const = default;
};

// What a server must never change once it has answered an order.
struct SoldOrder
{
    std::string code;
    std::int64_t total = 0; // minor units
    std::string currency;
    std::int64_t change = 0;
    std::vector<SoldTicket> tickets;

    bool operator==(const SoldOrder&) const = default;
};

// What a server must never change once it has answered a scan. A ticket's state may change later, so it is
// not here.
struct ScanVerdict
{
    std::string result; // "admitted", "refused"
    std::string reason; // empty when admitted
    std::string ticket; // id, empty where there is none
    std::string firstScanAt;
    std::string firstScanGate;

    bool operator==(const ScanVerdict&) const = default;
    bool admitted() const { return result == "admitted"; }
};

// An order that was asked for: the request as sent, and what is known of its outcome.
struct OrderFact
{
    std::string key;
    std::string body;
    std::optional<SoldOrder> sold; // acknowledged
    bool refused = false;          // acknowledged: nothing was sold
};

struct ScanFact
{
    std::string body;
    std::optional<ScanVerdict> verdict; // acknowledged
};

// What an order's request asks for.
struct WantedTickets
{
    std::string event;
    std::string type;
    std::int64_t quantity = 0;
    std::int64_t tendered = 0;
};

// Requests, as the API wants them.
std::string orderBody(const WantedTickets& wanted, const std::string& customer);
struct ScanRequest
{
    std::string token;
    std::string gate; // alone, or as event/gate
    std::string nonce;
    std::string direction = "entry";
};
std::string scanBody(const ScanRequest& scan);
Result<WantedTickets> parseOrderBody(const std::string& body);
Result<ScanRequest> parseScanBody(const std::string& body);

// Answers. Corrupt: not what the API promises.
Result<SoldOrder> parseSoldOrder(const std::string& body);
Result<ScanVerdict> parseVerdict(const std::string& body);
Result<std::int64_t> parseAvailable(const std::string& body, const std::string& type); // of an event
std::string problemCode(const std::string& body); // of an RFC 9457 document; empty where there is none

} // namespace ace::loadtest
