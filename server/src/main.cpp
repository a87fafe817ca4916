// SPDX-License-Identifier: MIT
#include "ServerProgram.h"

#include <ace/base/SystemIdSource.h>

#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <vector>

namespace {

using namespace ace;

constexpr int kWrongInput = 2;
constexpr std::chrono::seconds kDrainMost{20};

// Each connection is a descriptor.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

// Blocked before there are threads, so that all inherit it and only waitForSignal() sees them.
sigset_t blockSignals()
{
    std::signal(SIGPIPE, SIG_IGN);
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    return signals;
}

// SIGHUP: the certificate was renewed.
void waitForEnd(server::ServerProgram& program, const sigset_t& signals, Log& log)
{
    int signal = 0;
    while (sigwait(&signals, &signal) != 0 || signal == SIGHUP) {
        if (const auto ok = program.reloadCertificate(); !ok)
            log.error("server", "keeps the certificate that it has: " + ok.error().describe());
        else
            log.info("server", "read its certificate again");
    }
}

int serve(const server::Options& options, const sigset_t& signals)
{
    StderrLog log;
    const SystemClock clock;
    SystemIdSource ids(clock);
    auto program = server::ServerProgram::start(options, log, clock, ids);
    if (!program) {
        std::cerr << "ace-server: " << program.error().describe() << '\n';
        return kWrongInput;
    }
    std::cout << "READY " << (*program)->url() << std::endl;

    waitForEnd(**program, signals, log);
    log.info("server", "takes nothing new and answers what is under way");
    if (!(*program)->drain(kDrainMost)) {
        log.error("server", "requests were not answered in time; what was acknowledged is safe");
        std::_Exit(1); // their threads cannot be waited for
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const sigset_t signals = blockSignals();
    raiseDescriptorLimit();
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto options = server::Options::parse(arguments);
    if (!options) {
        std::cerr << "ace-server: " << options.error().message << '\n';
        return kWrongInput;
    }
    if (options->help) {
        std::cout << server::Options::usage();
        return 0;
    }
    return serve(*options, signals);
}
