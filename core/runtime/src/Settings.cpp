// SPDX-License-Identifier: MIT
#include <ace/runtime/Settings.h>

#include <ace/base/File.h>

#include <arpa/inet.h>

namespace ace::runtime {

namespace {

constexpr Config::Range kPorts{0, 65535};
constexpr Config::Range kInstances{1, 64};
constexpr Config::Range kMemoryMb{64, 65'536};

DeviceSettings readDevice(Config& table, const DeviceSettings& absent)
{
    DeviceSettings device;
    device.plugin = absent.plugin.empty() ? table.text("plugin") : table.text("plugin", absent.plugin);
    if (device.plugin.find('/') != std::string::npos)
        table.complain("plugin", "is a plugin's name, such as \"payment-cash\", not a path");
    device.deadline =
        std::chrono::milliseconds(table.integer("deadline_ms", absent.deadline.count(), {10, 600'000}));
    device.settings = absent.settings;
    if (auto settings = table.table("settings"))
        device.settings = settings->takeAsJson();
    return device;
}

// [payment.cash] enabled = false takes a default away.
void readDevices(Config& config, std::string_view kind, std::map<std::string, DeviceSettings>& devices)
{
    for (auto& [name, table] : config.namedTables(kind)) {
        const auto known = devices.find(name);
        const bool enabled = table.boolean("enabled", true);
        DeviceSettings device = readDevice(table, known == devices.end() ? DeviceSettings{} : known->second);
        device.isolated = table.boolean("isolated", false);
        device.isolatedMemoryMb = static_cast<std::uint32_t>(
            table.integer("isolated_memory_mb", device.isolatedMemoryMb, kMemoryMb));
        if (kind == "payment" && table.has("instances"))
            device.instances = static_cast<std::uint32_t>(table.integer("instances", kInstances));
        if (enabled)
            devices[name] = std::move(device);
        else
            devices.erase(name);
    }
}

bool isIpAddress(const std::string& text)
{
    in6_addr parsed{};
    return inet_pton(AF_INET, text.c_str(), &parsed) == 1 || inet_pton(AF_INET6, text.c_str(), &parsed) == 1;
}

void readTls(Config& table, Settings::Server& server)
{
    server.tlsCertificate = table.text("tls_certificate", "");
    server.tlsKey = table.text("tls_key", "");
    if (table.has("tls_port"))
        server.tlsPort = static_cast<std::uint16_t>(table.integer("tls_port", kPorts));
    server.plainAddress = table.text("plain_address", server.plainAddress);
    if (!isIpAddress(server.plainAddress))
        table.complain("plain_address", "must be an IP address, such as \"127.0.0.1\"");
    else if (table.has("plain_address") && !table.has("tls_port"))
        table.complain("plain_address", "is only for a server with tls_port; without TLS, set address");
    const bool wanted = table.has("tls_port") || table.has("tls_certificate") || table.has("tls_key");
    if (!wanted)
        return;
    for (const char* key : {"tls_port", "tls_certificate", "tls_key"})
        if (!table.has(key))
            table.complain(key, "is missing: TLS needs tls_port, tls_certificate and tls_key");
}

void readServer(Config& table, Settings::Server& server)
{
    server.address = table.text("address", server.address);
    server.port = static_cast<std::uint16_t>(table.integer("port", server.port, kPorts));
    server.threads = static_cast<std::uint16_t>(table.integer("threads", server.threads, {4, 4096}));
    server.publicUrl = table.text("public_url", server.publicUrl);
    server.connections =
        static_cast<std::uint32_t>(table.integer("connections", server.connections, {16, 1'000'000}));
    server.connectionsPerAddress = static_cast<std::uint32_t>(
        table.integer("connections_per_address", server.connectionsPerAddress, {1, 1'000'000}));
    server.trustedProxies = table.texts("trusted_proxies");
    server.hosts = table.texts("hosts");
    server.accessLog = table.boolean("access_log", server.accessLog);
    server.metricsToken = table.text("metrics_token", "");
    readTls(table, server);
}

void readDeliver(Config& table, Settings& settings)
{
    settings.deliverWith = table.text("output");
    settings.attachWith = table.text("attach", "");
    settings.deliverLanguage = table.text("language", settings.deliverLanguage);
    for (const auto& [key, name] :
         {std::pair{"output", &settings.deliverWith}, {"attach", &settings.attachWith}})
        if (!(key == std::string_view("attach") && name->empty()) && !settings.outputs.contains(*name))
            table.complain(key, "there is no [output." + *name + "]");
    if (settings.deliverLanguage != "en" && settings.deliverLanguage != "es")
        table.complain("language", "must be \"en\" or \"es\"");
}

} // namespace

Settings Settings::defaults(bool demo)
{
    Settings settings;
    settings.payments["cash"] = {"payment-cash"};
    settings.outputs["pdf"] = {"ticket-output-pdf"};
    if (demo)
        settings.payments["card"] = {"simulated-payment"};
    return settings;
}

Result<Settings> Settings::parse(std::string_view toml, const std::string& fileName, bool demo)
{
    auto config = Config::parse(toml, fileName);
    if (!config)
        return failure(std::move(config));
    Settings settings = defaults(demo);
    if (auto server = config->table("server"))
        readServer(*server, settings.server);
    if (auto webhooks = config->table("webhooks")) {
        settings.webhooks.httpAllowed = webhooks->boolean("allow_http", false);
        settings.webhooks.privateAllowed = webhooks->boolean("allow_private", false);
    }
    if (auto shop = config->table("shop"))
        settings.shop = {shop->text("name", settings.shop.name), shop->text("imprint_file", ""),
                         shop->text("terms_file", "")};
    if (auto remote = config->table("remote"))
        settings.remote = Remote{remote->text("url"), remote->text("token", "")};
    if (auto storage = config->table("storage"))
        settings.storage = readDevice(*storage, settings.storage);
    readDevices(*config, "payment", settings.payments);
    readDevices(*config, "output", settings.outputs);
    readDevices(*config, "scanner", settings.scanners);
    if (auto sales = config->table("sales"))
        settings.holdTime =
            std::chrono::minutes(sales->integer("hold_minutes", settings.holdTime.count(), {1, 1440}));
    if (auto deliver = config->table("deliver"))
        readDeliver(*deliver, settings);
    if (auto ok = config->finish(); !ok)
        return failure(std::move(ok));
    return settings;
}

Result<Settings> Settings::load(const std::filesystem::path& file, bool demo)
{
    auto content = readFile(file, 1u << 20);
    if (!content)
        return failure(std::move(content));
    return parse(*content, file.string(), demo);
}

} // namespace ace::runtime
