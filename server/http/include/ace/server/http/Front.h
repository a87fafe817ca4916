// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Clock.h>
#include <ace/base/Id.h>
#include <ace/base/Log.h>
#include <ace/base/Result.h>
#include <ace/server/http/Figures.h>
#include <ace/server/http/Site.h>
#include <ace/server/http/Topics.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ace::server::http {

using Observer = std::function<void(const Finished&)>; // from any thread; must be quick and not throw

struct TlsFiles
{
    std::string certificate; // PEM: the server's, then the ones between it and the root
    std::string key;         // PEM, without a passphrase
};

struct FrontOptions
{
    std::string address = "127.0.0.1";
    std::string plainAddress = "127.0.0.1"; // of `port` where there is TLS; without, it is `address`
    std::optional<std::uint16_t> port = 0;  // 0: any free one; none: nothing is served without TLS
    std::optional<std::uint16_t> tlsPort;
    std::optional<TlsFiles> tls;

    unsigned threads = 64;     // workers at most; they are started when they are needed
    unsigned slowThreads = 16; // of them for slow routes, at most
    std::size_t queueMost =
        256; // requests that wait for a worker; further ones get 503. As many again of slow routes
    std::size_t connectionsMost = 16'000;        // less where the process may have fewer descriptors
    std::size_t connectionsPerAddressMost = 512; // IPv6: of one /64. Trusted proxies have no such limit
    std::size_t handshakesMost = 256;            // of TLS under way, from the first byte on
    std::size_t headBytesMost = 16'384;
    std::size_t fieldsMost = 100;
    // Each all together; who listens with and without TLS has half for each.
    std::size_t bytesOwedMost = 64u << 20; // of answers to slow readers
    std::size_t bodyBytesMost = 64u << 20; // of bodies that are being read or answered

    // Each for the whole thing, however it drips in.
    std::chrono::milliseconds handshakeTimeout{10'000};
    std::chrono::milliseconds headTimeout{10'000};
    std::chrono::milliseconds bodyTimeout{15'000};
    std::chrono::milliseconds sendTimeout{10'000}; // for each 256 KiB of an answer
    std::chrono::milliseconds keepAliveTimeout{60'000};
    std::chrono::milliseconds queueTimeout{5'000}; // older work is dropped: its client has gone
    std::chrono::milliseconds heartbeat{15'000};   // of event streams

    std::vector<std::string>
        trustedProxies;             // addresses or CIDR blocks: their X-Forwarded-For and -Proto count
    std::vector<std::string> hosts; // names that Host may have; empty: any
    bool accessLog = false;
    std::size_t sharedAnswersMost = 1024; // 0: every request is answered on its own
    std::size_t sharedBytesMost = 32u << 20;
    Observer observer; // may be empty
};

struct FrontServices
{
    Log& log;
    const Clock& clock;
    IdSource& ids;
    Topics* topics = nullptr; // what handlers may stream; null: no events
};

// The connection front: accepts connections, reads whole requests, hands them to the site on bounded
// workers, writes whole answers. One thread `ace-http-io` serves all plain connections and never waits,
// `ace-http-tls` all of TLS; `ace-http-work` run the handlers. All limits are refusals with an answer where
// there can be one.
class Front
{
public:
    // Invalid: an address cannot be listened on, a certificate or key cannot be used. The site and the
    // services must outlive the front.
    static Result<std::unique_ptr<Front>> start(const FrontOptions& options, const Site& site,
                                                FrontServices services);
    // With the system's clock and ids.
    static Result<std::unique_ptr<Front>> start(const FrontOptions& options, const Site& site, Log& log);
    ~Front();

    std::uint16_t port() const;    // 0: nothing is served without TLS
    std::uint16_t tlsPort() const; // 0: no TLS
    Figures figures() const;

    // Reads the files again for new connections. Invalid: what it had stays.
    Result<void> reloadCertificate();

    // Accepts nothing more and waits until all requests that have arrived are answered; false: some were not
    // in time.
    bool drain(std::chrono::milliseconds most);

private:
    struct Parts;
    explicit Front(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

} // namespace ace::server::http
