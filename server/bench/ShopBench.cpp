// SPDX-License-Identifier: MIT
// What a sale of the shop costs the server, paid by card at a simulated Stripe,
// from the list of events to the page with the ticket, against a cash order by the API in the same run. Both
// are answered when they are durable.
#include "BenchSupport.h"
#include "Connections.h"
#include "Crowd.h"
#include "Requests.h"
#include "SeededFolder.h"

#include <ace/base/File.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>

namespace ace::server {

namespace {

struct Figures
{
    double cpuMs = 0; // of the server, each
    double perSecond = 0;
};

template <class Work> Figures measure(const Program& server, std::size_t count, Work work)
{
    const double cpu = server.cpu();
    const auto begun = std::chrono::steady_clock::now();
    work();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    const auto each = static_cast<double>(count);
    return {(server.cpu() - cpu) * 1000 / each, each / seconds};
}

std::string configuration(const std::string& stripe)
{
    return "[server]\npublic_url = \"http://shop.test\"\ntrusted_proxies = [\"127.0.0.1\"]\n"
           "[payment.card]\nplugin = \"payment-stripe-checkout\"\ndeadline_ms = 25000\n"
           "[payment.card.settings]\nbase_url = \"" +
           stripe + "\"\nsecret_key = \"secret:stripe/key\"\nwebhook_secrets = [\"secret:stripe/webhook\"]\n";
}

Figures sellInShop(const Program& server, std::uint16_t port, const SeededFolder& folder, std::size_t count)
{
    Crowd crowd({port, "bench", folder.event().types.front().id.toString()}, count);
    const Figures figures = measure(
        server, count, [&] { crowd.run(count, std::chrono::milliseconds(0), std::chrono::seconds(300)); });
    for (const Customer& customer : crowd.customers())
        if (customer.is != Customer::Is::Served)
            fail("a customer was not served: " + customer.trouble);
    return figures;
}

int run()
{
    const std::size_t sales = isShort() ? 16 : 300, orders = isShort() ? 64 : 3000;
    SeededFolder folder(isShort() ? 2'000 : 100'000);
    Program stripe(std::string(ACE_BIN_DIR) + "/ace-stripe-simulator", {"--port", "0"});
    const std::string ready = stripe.readLine();
    const auto config = folder.folder().path() / "bench.toml";
    ::setenv("ACE_SECRET_STRIPE_KEY", "sk_test_bench", 1);
    ::setenv("ACE_SECRET_STRIPE_WEBHOOK", "whsec_bench", 1);
    must(writeFileDurably(config, configuration(ready.substr(ready.find("http")))));
    Program server(serverProgram(),
                   {"--port", "0", "--data", folder.folder().path().string(), "--config", config});
    const std::uint16_t port = portOf(server.readLine());
    Connections connections(port, 16);
    std::vector<double> ratios;
    Figures cash, shop;
    for (int round = 0; round < rounds(); ++round) {
        const auto requests = orderRequests(folder, orders);
        cash = measure(server, orders, [&] { connections.sendAll(requests); });
        shop = sellInShop(server, port, folder, sales);
        ratios.push_back(cash.cpuMs / shop.cpuMs);
    }
    std::printf(
        "cash order by API / sale of the shop, CPU of the server: %.3f (%.2f ms, %.2f ms); %.0f orders and "
        "%.0f sales a second, customers and Stripe on the same machine\n",
        median(ratios), cash.cpuMs, shop.cpuMs, cash.perSecond, shop.perSecond);
    return 0;
}

} // namespace

} // namespace ace::server

int main()
{
    try {
        return ace::server::run();
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "ace-bench-shop: %s\n", problem.what());
        return 1;
    }
}
