// SPDX-License-Identifier: MIT
#include "program/HttpListener.h"
#include "program/Options.h"

#include <ace/base/JsonText.h>
#include <ace/stripe-simulator/Simulator.h>

#include <csignal>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

using namespace ace;
using namespace ace::stripesimulator;

constexpr int kWrongInput = 2;

int refuse(const Error& error)
{
    std::cerr << "ace-stripe-simulator: " << error.describe() << '\n';
    return kWrongInput;
}

Result<void> sendWebhooks(Simulator& simulator, const Options& options)
{
    if (options.webhookUrl.empty())
        return {};
    const auto made = simulator.control({"POST",
                                         "/webhook_endpoints",
                                         "",
                                         {},
                                         "{\"url\":" + jsonText(options.webhookUrl) +
                                             ",\"secret\":" + jsonText(options.webhookSecret) + "}"});
    if (made.status == 200)
        return {};
    return failure(ErrorCode::Invalid, "--webhook-url and --webhook-secret: " + made.body);
}

int serve(const Options& options, const sigset_t& signals)
{
    const SystemClock clock;
    Simulator simulator(clock, options.seed);
    auto control = std::unique_ptr<HttpListener>();
    const auto front =
        HttpListener::start(options.port, [&](const Request& request) { return simulator.handle(request); });
    if (!front)
        return refuse(front.error());
    simulator.setPublicUrl((*front)->url());
    if (auto sending = sendWebhooks(simulator, options); !sending)
        return refuse(sending.error());
    if (options.controlPort) {
        auto started = HttpListener::start(
            *options.controlPort, [&](const Request& request) { return simulator.control(request); });
        if (!started)
            return refuse(started.error());
        control = std::move(*started);
    }
    std::cout << "READY " << (*front)->url() << (control ? " control " + control->url() : "") << std::endl;
    int signal = 0;
    while (sigwait(&signals, &signal) != 0) {
    }
    simulator.release();
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    // Blocked before there are threads, so that all inherit it and only serve() sees them.
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);

    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto options = Options::parse(arguments);
    if (!options)
        return refuse(options.error());
    if (options->help) {
        std::cout << Options::usage();
        return 0;
    }
    return serve(*options, signals);
}
