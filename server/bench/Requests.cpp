// SPDX-License-Identifier: MIT
#include "Requests.h"

#include "Connections.h"
#include "SeededFolder.h"

#include <nlohmann/json.hpp>

namespace ace::server {

using Json = nlohmann::json;

std::vector<std::string> orderRequests(SeededFolder& folder, std::size_t count)
{
    const TicketType& type = folder.event().types.front();
    const Json order = {{"event", "bench"},
                        {"items", {{{"ticket_type", type.id.value.toString()}, {"quantity", 1}}}},
                        {"customer", {{"name", "Grace Hopper"}, {"email", "grace@example.org"}}},
                        {"payment", {{"method", "cash"}, {"tendered", 2500}}}};
    const std::string body = order.dump(), bearer = folder.bearer(runtime::Role::Counter);
    std::vector<std::string> requests;
    for (const std::string& key : folder.newKeys(count))
        requests.push_back(requestText("POST", "/api/v1/orders", body, bearer, key));
    return requests;
}

std::vector<std::string> scanRequests(SeededFolder& folder, std::size_t count)
{
    const std::string bearer = folder.bearer(runtime::Role::Gate);
    const std::vector<std::string> nonces = folder.newKeys(count), tokens = folder.takeTokens(count);
    std::vector<std::string> requests;
    for (std::size_t i = 0; i < count; ++i) {
        const Json scan = {
            {"token", tokens[i]}, {"direction", "entry"}, {"gate", "bench/Gate"}, {"nonce", nonces[i]}};
        requests.push_back(requestText("POST", "/api/v1/scans", scan.dump(), bearer));
    }
    return requests;
}

} // namespace ace::server
