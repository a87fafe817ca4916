// SPDX-License-Identifier: MIT
// CPU a request of ace-server against nginx that serves the same bytes from a file, 64 kept
// connections, by turns in one run, while a ticket is sold every second. Wanted: nginx's CPU / ours at
// least 1.0 without TLS and 0.8 with it, and no answer that is older than a second. Needs nginx, wrk
// and openssl.
#include "BenchSupport.h"
#include "Benches.h"

#include <ace/base/SystemIdSource.h>
#include <ace/runtime/DataFolder.h>

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>
#include <Poco/TemporaryFile.h>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace ace::server {

namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const char* const kSeconds = isShort() ? "1" : "3";

std::uint16_t freePort()
{
    const Poco::Net::ServerSocket socket(Poco::Net::SocketAddress("127.0.0.1", 0));
    return socket.address().port();
}

std::string outputOf(const std::string& command)
{
    std::string all;
    std::FILE* pipe = ::popen(command.c_str(), "r");
    char piece[4096];
    while (pipe && std::fgets(piece, sizeof piece, pipe))
        all += piece;
    if (!pipe || ::pclose(pipe) != 0)
        fail("this command failed: " + command);
    return all;
}

std::string ask(std::uint16_t port, const std::string& method, const std::string& path,
                const std::string& body = {}, const std::string& bearer = {})
{
    Poco::Net::HTTPClientSession session("127.0.0.1", port);
    Poco::Net::HTTPRequest request(method, path, Poco::Net::HTTPMessage::HTTP_1_1);
    if (!bearer.empty()) {
        static std::atomic<int> key{0};
        request.set("Authorization", "Bearer " + bearer);
        request.set("Idempotency-Key", "bench-" + std::to_string(++key));
        request.setContentLength(static_cast<std::streamsize>(body.size()));
    }
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    std::string text;
    Poco::StreamCopier::copyToString(session.receiveResponse(response), text);
    if (response.getStatus() >= 300)
        fail(method + " " + path + " was answered " + std::to_string(response.getStatus()) + ": " + text);
    return text;
}

// Sells a ticket every second; a second after it each page must know.
class Seller
{
public:
    Seller(std::uint16_t port, std::string bearer)
        : port_(port), bearer_(std::move(bearer)), thread_([this] { run(); })
    {
    }
    ~Seller()
    {
        stop_ = true;
        thread_.join();
    }
    int sold() const { return sold_; }
    int late() const { return late_; }

private:
    static constexpr std::size_t kGeneral = 0, kVip = 2;

    Json type(std::size_t which) const
    {
        return Json::parse(ask(port_, "GET", "/api/v1/events/summer-fair")).at("ticket_types").at(which);
    }
    void run()
    {
        sellOut(kVip); // so few that the page says how many are left
        sellOut(kGeneral);
    }
    void sellOut(std::size_t which)
    {
        const Json before = type(which);
        const Json order = {{"event", "summer-fair"},
                            {"items", {{{"ticket_type", before.at("id")}, {"quantity", 1}}}},
                            {"customer", {{"name", "Grace Hopper"}, {"email", "grace@example.org"}}},
                            {"payment", {{"method", "cash"}, {"tendered", before.at("price")}}}};
        std::int64_t left = before.at("available");
        while (!stop_ && left > 0) {
            ask(port_, "POST", "/api/v1/orders", order.dump(), bearer_);
            ++sold_;
            --left;
            std::this_thread::sleep_for(std::chrono::seconds(1)); // the age that an answer may have
            if (type(which).at("available") != left)
                ++late_;
            const std::string page = ask(port_, "GET", "/events/summer-fair");
            const std::string told = left > 0 ? "Only " + std::to_string(left) + " left" : "Sold out";
            if (left <= 20 && page.find(told) == std::string::npos)
                ++late_;
        }
    }

    const std::uint16_t port_;
    const std::string bearer_;
    std::atomic<bool> stop_{false};
    std::atomic<int> sold_{0};
    std::atomic<int> late_{0};
    std::thread thread_;
};

// Microseconds of the program's CPU for a request.
double load(const Program& program, const std::string& url)
{
    const double before = program.cpu();
    std::istringstream lines(outputOf("wrk -t1 -c64 -d" + std::string(kSeconds) + "s " + url));
    double requests = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.find("requests in") != std::string::npos)
            requests = std::stod(line);
        if (line.find("Non-2xx") != std::string::npos || line.find("Socket errors") != std::string::npos)
            fail(url + ": " + line);
    }
    if (requests < 1)
        fail("wrk had no answer from " + url);
    return (program.cpu() - before) * 1e6 / requests;
}

bool compare(const std::string& label, double wanted, const Program& ours, const std::string& ourUrl,
             const Program& nginx, const std::string& nginxUrl)
{
    std::vector<double> our, other, ratios;
    for (int round = 0; round < rounds(); ++round) {
        our.push_back(load(ours, ourUrl));
        other.push_back(load(nginx, nginxUrl));
        ratios.push_back(other.back() / our.back());
    }
    std::printf("%-18s ours %5.1f us, nginx %5.1f us, nginx / ours %.2f (wanted: %.1f)\n", label.c_str(),
                median(our), median(other), median(ratios), wanted);
    return median(ratios) >= wanted;
}

void writeNginxConfig(const fs::path& folder, std::uint16_t port, std::uint16_t tlsPort)
{
    const std::string here = folder.string();
    std::ofstream(folder / "nginx.conf")
        << "worker_processes 2; daemon off; pid " << here << "/nginx.pid; error_log " << here
        << "/nginx.log;\n"
        << "events { worker_connections 4096; }\n"
        << "http { access_log off; keepalive_requests 100000000; sendfile on; open_file_cache max=100;\n"
        << "default_type application/json; client_body_temp_path " << here << "/t1; proxy_temp_path " << here
        << "/t2; fastcgi_temp_path " << here << "/t3; uwsgi_temp_path " << here << "/t4; scgi_temp_path "
        << here << "/t5;\nserver { listen 127.0.0.1:" << port << "; listen 127.0.0.1:" << tlsPort
        << " ssl; root " << here << "/www;\nssl_certificate " << here << "/cert.pem; ssl_certificate_key "
        << here << "/key.pem; } }\n";
}

} // namespace

bool hotPagesAreGood()
{
    for (const char* tool : {"nginx", "wrk", "openssl"})
        if (std::system(("command -v " + std::string(tool) + " >/dev/null").c_str()) != 0)
            fail(std::string(tool) + " is not installed; ./ace bench installs it");
    const fs::path folder = Poco::TemporaryFile::tempName();
    fs::create_directories(folder / "www");
    outputOf("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -days "
             "2 -keyout " +
             (folder / "key.pem").string() + " -out " + (folder / "cert.pem").string() + " 2>/dev/null");
    const std::uint16_t tlsPort = freePort();
    std::ofstream(folder / "ace.toml")
        << "[server]\ntls_port = " << tlsPort << "\ntls_certificate = \"" << (folder / "cert.pem").string()
        << "\"\ntls_key = \"" << (folder / "key.pem").string() << "\"\n";
    bool good = true;
    {
        Program server(serverProgram(), {"--demo", "--port", "0", "--data", (folder / "data").string(),
                                         "--config", (folder / "ace.toml").string()});
        const std::uint16_t port = portOf(server.readLine());
        std::ofstream(folder / "www" / "event.json") << ask(port, "GET", "/api/v1/events/summer-fair");
        std::ofstream(folder / "www" / "event.html") << ask(port, "GET", "/events/summer-fair");
        const std::uint16_t nginxPort = freePort(), nginxTlsPort = freePort();
        writeNginxConfig(folder, nginxPort, nginxTlsPort);
        Program nginx("nginx", {"-c", (folder / "nginx.conf").string(), "-p", folder.string()});
        std::this_thread::sleep_for(std::chrono::milliseconds(500)); // it says nothing when it is ready

        const SystemClock clock;
        runtime::DataFolder data(folder / "data");
        const auto bearer = data.issueBearer(runtime::Role::Counter, clock.now());
        if (!bearer)
            fail(bearer.error().describe());
        const Seller seller(port, *bearer);
        const auto at = [](const char* scheme, std::uint16_t where, const char* path) {
            return std::string(scheme) + "://127.0.0.1:" + std::to_string(where) + path;
        };
        for (const auto& [label, ours, file] :
             {std::tuple{"event, JSON", "/api/v1/events/summer-fair", "/event.json"},
              {"event, HTML", "/events/summer-fair", "/event.html"}}) {
            good &= compare(label, 1.0, server, at("http", port, ours), nginx, at("http", nginxPort, file));
            good &= compare(std::string(label) + ", TLS", 0.8, server, at("https", tlsPort, ours), nginx,
                            at("https", nginxTlsPort, file));
        }
        std::printf("%d sales meanwhile, %d answers older than a second (wanted: 0)\n", seller.sold(),
                    seller.late());
        good &= seller.late() == 0 && seller.sold() > 0;
    }
    fs::remove_all(folder);
    return good;
}

} // namespace ace::server
