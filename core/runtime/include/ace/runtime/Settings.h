// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Config.h>
#include <ace/base/Result.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ace::runtime {

// One device of the configuration: [payment.cash], [output.pdf], [scanner.hand].
struct DeviceSettings
{
    std::string plugin;          // file name without .so
    std::string settings = "{}"; // JSON, for the plugin
    std::chrono::milliseconds deadline{5000};
    std::optional<std::uint32_t> instances = {}; // of a way to pay; none: as its plugin says
    bool isolated = false;                       // in a process of its own
    std::uint32_t isolatedMemoryMb = 512;        // that such a process may have of its own
};

// The configuration, checked. Defaults work: an empty file is a server on SQLite that sells for cash.
struct Settings
{
    struct Server
    {
        std::string address = "127.0.0.1";
        std::uint16_t port = 8080;
        std::optional<std::uint16_t> tlsPort;   // with both files; `port` stays open beside it
        std::string plainAddress = "127.0.0.1"; // of `port` beside TLS; without TLS it is `address`
        std::string tlsCertificate;             // PEM files
        std::string tlsKey;
        std::uint16_t threads = 64; // that run handlers
        std::uint32_t connections = 16'000;
        std::uint32_t connectionsPerAddress = 512;
        std::vector<std::string> trustedProxies; // addresses or CIDR blocks
        std::vector<std::string> hosts;          // names that requests may ask for; empty: any
        bool accessLog = false;
        std::string metricsToken; // a bearer for /metrics; empty: only this machine may ask
        std::string publicUrl;    // empty: http://address:port
    };
    // Webhooks are sent by https:// to public addresses, unless this says otherwise.
    struct Webhooks
    {
        bool httpAllowed = false;
        bool privateAllowed = false; // loopback and private networks
    };
    // Who runs the shop; the files are plain text, see server/shop.
    struct Shop
    {
        std::string name = "Ace Tickets";
        std::string imprintFile; // empty: there is no such page
        std::string termsFile;
    };
    struct Remote
    { // a station of a server, instead of its own storage
        std::string url;
        std::string token;
    };

    Server server;
    Webhooks webhooks;
    Shop shop;
    std::optional<Remote> remote;
    DeviceSettings storage{"storage-sqlite"};
    std::map<std::string, DeviceSettings> payments; // by the name that an order uses
    std::map<std::string, DeviceSettings> outputs;
    std::map<std::string, DeviceSettings> scanners;
    std::chrono::minutes holdTime{15};
    std::string deliverWith; // an output that each paid order is submitted to by the outbox; empty: none
    std::string attachWith;  // an output whose file of the order goes with it; empty: none
    std::string deliverLanguage = "en"; // of what is written around the tickets: "en", "es"

    static Settings defaults(bool demo);
    // Over the defaults. The error is one line with file and key.
    static Result<Settings> load(const std::filesystem::path& file, bool demo);
    static Result<Settings> parse(std::string_view toml, const std::string& fileName, bool demo);
};

} // namespace ace::runtime
