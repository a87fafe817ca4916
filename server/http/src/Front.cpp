// SPDX-License-Identifier: MIT
#include <ace/server/http/Front.h>

#include "io/Loop.h"

#include <ace/base/SystemIdSource.h>

#include <system_error>

namespace ace::server::http {

namespace {

constexpr const char* kPlainThread = "ace-http-io";
constexpr const char* kTlsThread = "ace-http-tls";

} // namespace

struct Front::Parts
{
    // Only for the short start().
    std::unique_ptr<SystemClock> ownClock;
    std::unique_ptr<SystemIdSource> ownIds;

    std::unique_ptr<FrontContext> context;
    std::unique_ptr<TlsSource> tls;
    std::unique_ptr<Loop> plainLoop; // null: not wanted
    std::unique_ptr<Loop> tlsLoop;

    std::vector<Loop*> loops() const
    {
        std::vector<Loop*> all;
        for (Loop* loop : {plainLoop.get(), tlsLoop.get()})
            if (loop)
                all.push_back(loop);
        return all;
    }
    Result<void> open(const FrontOptions& options);
};

Result<void> Front::Parts::open(const FrontOptions& options)
{
    if (options.tls) {
        auto opened = TlsSource::open(*options.tls);
        if (!opened)
            return failure(std::move(opened));
        tls = std::move(*opened);
    }
    if (options.tlsPort.has_value() != options.tls.has_value())
        return failure(ErrorCode::Invalid, "TLS needs a port, a certificate and a key, all three",
                       "server.tls_port");
    if (options.port) {
        plainLoop = std::make_unique<Loop>(*context, nullptr);
        if (auto ok =
                plainLoop->listen(options.tlsPort ? options.plainAddress : options.address, *options.port);
            !ok)
            return ok;
    }
    if (options.tlsPort) {
        tlsLoop = std::make_unique<Loop>(*context, tls.get());
        if (auto ok = tlsLoop->listen(options.address, *options.tlsPort); !ok)
            return ok;
    }
    if (plainLoop && tlsLoop) {
        plainLoop->other = tlsLoop.get();
        tlsLoop->other = plainLoop.get();
    }
    return {};
}

Result<std::unique_ptr<Front>> Front::start(const FrontOptions& options, const Site& site,
                                            FrontServices services)
{
    auto proxies = TrustedProxies::parse(options.trustedProxies);
    if (!proxies)
        return failure(std::move(proxies));
    auto parts = std::make_unique<Parts>();
    std::unique_ptr<Front> front;
    try {
        parts->context = std::make_unique<FrontContext>(options, site, services, std::move(*proxies));
        if (auto ok = parts->open(options); !ok)
            return failure(std::move(ok));
        front.reset(new Front(std::move(parts)));
        if (front->parts_->plainLoop)
            front->parts_->plainLoop->start(kPlainThread);
        if (front->parts_->tlsLoop)
            front->parts_->tlsLoop->start(kTlsThread);
    } catch (const std::system_error& error) {
        return failure(ErrorCode::Unavailable, std::string("cannot start a thread: ") + error.what() +
                                                   ". Raise the limit of processes (ulimit -u).");
    }
    return front;
}

Result<std::unique_ptr<Front>> Front::start(const FrontOptions& options, const Site& site, Log& log)
{
    auto clock = std::make_unique<SystemClock>();
    auto ids = std::make_unique<SystemIdSource>(*clock);
    auto front = start(options, site, FrontServices{log, *clock, *ids});
    if (front) {
        (*front)->parts_->ownClock = std::move(clock);
        (*front)->parts_->ownIds = std::move(ids);
    }
    return front;
}

Front::Front(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Front::~Front()
{
    drain(std::chrono::milliseconds(0));
    for (Loop* loop : parts_->loops())
        loop->join();                // all before one goes: they wake each other
    parts_->context->workers.stop(); // before the loops go, which its jobs wake
}

std::uint16_t Front::port() const { return parts_->plainLoop ? parts_->plainLoop->port() : 0; }
std::uint16_t Front::tlsPort() const { return parts_->tlsLoop ? parts_->tlsLoop->port() : 0; }

Result<void> Front::reloadCertificate() { return parts_->tls ? parts_->tls->reload() : Result<void>(); }

Figures Front::figures() const
{
    const FrontContext& context = *parts_->context;
    Figures figures;
    figures.accepted = context.accepted;
    figures.requests = context.requests;
    figures.shared = context.shared;
    figures.connections = context.census.count();
    for (const Loop* loop : parts_->loops()) {
        figures.idle += loop->connections.idleCount();
        figures.bodyBytes += loop->bodyBytes;
        figures.bytesOwed += loop->bytesOwed;
    }
    figures.queued = context.workers.queued(Lane::Usual);
    figures.queuedSlow = context.workers.queued(Lane::Slow);
    figures.workers = context.workers.threadCount();
    figures.listeners = context.topics ? context.topics->listenerCount() : 0;
    for (std::size_t i = 0; i < kRefusedKinds; ++i)
        figures.refused[i] = context.refusals[i];
    return figures;
}

bool Front::drain(std::chrono::milliseconds most)
{
    parts_->context->draining = true;
    for (Loop* loop : parts_->loops())
        loop->drain();
    const Monotonic until = parts_->context->clock.monotonic() + most;
    bool done = true;
    for (Loop* loop : parts_->loops()) {
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(until - parts_->context->clock.monotonic());
        done = loop->waitForEnd(std::max(left, std::chrono::milliseconds(0))) && done;
    }
    for (Loop* loop : parts_->loops())
        loop->end(); // what is still being answered loses its client
    return done;
}

} // namespace ace::server::http
