// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ace::server {

// Kept connections to a server on this machine, by one thread. Each sends a request, waits for its answer,
// sends the next: nothing is pipelined.
class Connections
{
public:
    Connections(std::uint16_t port, std::size_t count);
    ~Connections();

    // Sends all, whole as they are; any answer but 2xx is a failure. At most a minute without an answer.
    void sendAll(std::span<const std::string> requests);

private:
    struct Connection;
    void sendNext(Connection& connection);
    void receive(Connection& connection);

    std::vector<Connection> connections_;
    std::span<const std::string> requests_;
    std::size_t sent_ = 0;
    std::size_t answered_ = 0;
};

// As text for sendAll. An empty bearer or key is left out.
std::string requestText(const std::string& method, const std::string& path, const std::string& body = {},
                        const std::string& bearer = {}, const std::string& key = {});

} // namespace ace::server
