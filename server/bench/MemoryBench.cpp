// SPDX-License-Identifier: MIT
// The most memory that ace-server ever has (VmHWM) with 1,000,000 tickets on record, while 64 connections
// without TLS sell, scan and read event pages. Nobody logs in, no PDF is drawn: both take memory for what
// they do. Wanted: at most 100 MB.
#include "BenchSupport.h"
#include "Benches.h"
#include "Connections.h"
#include "Requests.h"
#include "SeededFolder.h"

#include <cstdio>

namespace ace::server {

namespace {

const std::size_t kEach = isShort() ? 100 : 30'000;
constexpr double kMegabytesMost = 100;

} // namespace

bool memoryIsGood(SeededFolder& large)
{
    Program server(serverProgram(), {"--port", "0", "--data", large.folder().path().string()});
    const std::uint16_t port = portOf(server.readLine());
    const auto orders = orderRequests(large, kEach), scans = scanRequests(large, kEach);
    std::vector<std::string> mixed;
    for (std::size_t i = 0; i < kEach; ++i) {
        mixed.push_back(orders[i]);
        mixed.push_back(scans[i]);
        mixed.push_back(requestText("GET", i % 2 == 0 ? "/events/bench" : "/api/v1/events/bench"));
    }
    Connections(port, 64).sendAll(mixed);
    const double most = server.mostMegabytes();
    std::printf("memory, %zu tickets: at most %.0f MB (wanted: at most %.0f)\n", large.tickets(), most,
                kMegabytesMost);
    return most <= kMegabytesMost;
}

} // namespace ace::server
