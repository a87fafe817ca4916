// SPDX-License-Identifier: MIT
// Two processes of hostile clients against a front in a third: idle keep-alive connections, half-sent
// heads, bodies that drip, readers that take nothing. This one asks as an honest stranger would, a new
// connection for each request, before and during: its p99 may become five times as long and 10 ms
// more, and everything must be answered. With ACE_LONG the full numbers: 10,000 idle, 1,000 of each
// other kind.
#include <ace/base/Log.h>
#include <ace/server/http/Answer.h>
#include <ace/server/http/Front.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

namespace ace::server::http {

namespace {

using SteadyClock = std::chrono::steady_clock;

const bool kLong = std::getenv("ACE_LONG") && *std::getenv("ACE_LONG");
const int kIdle = kLong ? 10'000 : 400;
const int kEachOther = kLong ? 1'000 : 60;
const int kProbes = kLong ? 2'000 : 400;
constexpr int kAttackers = 2;
constexpr int kAddresses = 32; // each attacker's, so that it stays under the cap of each

[[noreturn]] void fail(const std::string& what)
{
    std::fprintf(stderr, "hostile-clients: %s\n", what.c_str());
    std::exit(1);
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

// From 127.0.FROM. -1: refused.
int connectFrom(std::uint32_t from, std::uint16_t port, int receiveBuffer)
{
    const int handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (receiveBuffer > 0)
        ::setsockopt(handle, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    const int yes = 1; // the port is chosen with the whole pair of addresses in view
    ::setsockopt(handle, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
    const timeval most{10, 0};
    ::setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
    sockaddr_in here{}, there{};
    here.sin_family = there.sin_family = AF_INET;
    here.sin_addr.s_addr = htonl(0x7f000000u + from);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    there.sin_port = htons(port);
    if (handle < 0 || ::bind(handle, reinterpret_cast<sockaddr*>(&here), sizeof here) != 0 ||
        ::connect(handle, reinterpret_cast<sockaddr*>(&there), sizeof there) != 0) {
        ::close(handle);
        return -1;
    }
    return handle;
}

bool sendText(int handle, const std::string& text)
{
    return ::send(handle, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
}

// One request on a connection of its own, in milliseconds; none: it was not answered.
std::optional<double> probe(std::uint16_t port)
{
    const auto begun = SteadyClock::now();
    const int handle = connectFrom(0x00ff01, port, 0);
    if (handle < 0)
        return std::nullopt;
    char answer[512];
    const bool asked = sendText(handle, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n");
    const ssize_t count = asked ? ::recv(handle, answer, sizeof answer, 0) : -1;
    const std::string text(answer, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    ::close(handle);
    if (!text.starts_with("HTTP/1.1 200"))
        return std::nullopt;
    return std::chrono::duration<double, std::milli>(SteadyClock::now() - begun).count();
}

struct Latency // in milliseconds
{
    double p50 = 0;
    double p99 = 0;
};

Latency probeAll(std::uint16_t port, const char* when)
{
    std::vector<double> millis;
    for (int i = 0; i < kProbes; ++i) {
        const auto took = probe(port);
        if (!took)
            fail(std::string("a request was not answered ") + when);
        millis.push_back(*took);
    }
    std::ranges::sort(millis);
    std::printf("%-8s p50 %.2f ms, p99 %.2f ms, worst %.2f ms\n", when, millis[millis.size() / 2],
                millis[millis.size() * 99 / 100], millis.back());
    return {millis[millis.size() / 2], millis[millis.size() * 99 / 100]};
}

class OneAnswer : public Poco::Net::HTTPRequestHandler
{
public:
    explicit OneAnswer(std::string text) : text_(std::move(text)) {}
    void handleRequest(Poco::Net::HTTPServerRequest&, Poco::Net::HTTPServerResponse& response) override
    {
        send(response, 200, "application/octet-stream", text_);
    }

private:
    std::string text_;
};

void writeNumber(int pipe, int number)
{
    if (::write(pipe, &number, sizeof number) != sizeof number)
        std::_Exit(1);
}

int readNumber(int pipe)
{
    int number = 0;
    if (::read(pipe, &number, sizeof number) != sizeof number)
        fail("a process of this test ended too early");
    return number;
}

[[noreturn]] void runServer(int told)
{
    StderrLog log(LogLevel::Error);
    Router router;
    for (const auto& [path, size] : {std::pair{"/hello", 5}, {"/big", 512 << 10}})
        router.add("GET", path, [text = std::string(static_cast<std::size_t>(size), 'x')](const PathValues&) {
            return std::make_unique<OneAnswer>(text);
        });
    RouteOptions shared;
    shared.shareFor = std::chrono::milliseconds(1000);
    router.add(
        "GET", "/shared", [](const PathValues&) { return std::make_unique<OneAnswer>("for all"); }, shared);
    router.add("POST", "/echo", [](const PathValues&) { return std::make_unique<OneAnswer>("taken"); });
    const Site site(
        router,
        [](const auto&, auto& response, const Problem& problem) { sendProblemJson(response, problem); }, log);
    FrontOptions options;
    options.connectionsPerAddressMost = 1'000;
    options.headTimeout = options.bodyTimeout = options.sendTimeout =
        std::chrono::seconds(60); // the worst case: all stay
    auto front = Front::start(options, site, log);
    if (!front)
        std::_Exit(1);
    writeNumber(told, (*front)->port());
    while (true)
        ::pause();
}

// Opens its share, tells how many there are, and drips until it is killed.
[[noreturn]] void runAttacker(int number, std::uint16_t port, int told)
{
    std::vector<int> idle, dripping, reading;
    const auto from = [&](int i) {
        return static_cast<std::uint32_t>(((number + 1) << 8) + 1 + i % kAddresses);
    };
    const auto open = [&](std::vector<int>& all, int count, const std::string& text, int buffer) {
        for (int i = 0; i < count; ++i)
            if (const int handle = connectFrom(from(i), port, buffer); handle >= 0 && sendText(handle, text))
                all.push_back(handle);
    };
    const int each = kEachOther / kAttackers;
    open(idle, kIdle / kAttackers, "GET /hello HTTP/1.1\r\nHost: x\r\n\r\n", 0);
    open(dripping, each, "GET /hello HTTP/1.1\r\nX-Drip: ", 0);
    open(dripping, each, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n", 0);
    open(reading, each, "GET /big HTTP/1.1\r\nHost: x\r\n\r\n", 4096);
    writeNumber(told, static_cast<int>(idle.size() + dripping.size() + reading.size()));
    while (true) {
        for (const int handle : dripping)
            (void)sendText(handle, "d");
        ::poll(nullptr, 0, 1000);
    }
}

class Child
{
public:
    template <class Body> explicit Child(Body body)
    {
        int ends[2];
        if (::pipe(ends) != 0)
            fail("no pipe");
        process_ = ::fork();
        if (process_ == 0) {
            ::close(ends[0]);
            body(ends[1]);
        }
        ::close(ends[1]);
        pipe_ = ends[0];
    }
    ~Child()
    {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
        ::close(pipe_);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;
    int told() const { return readNumber(pipe_); }
    pid_t process() const { return process_; }

private:
    pid_t process_ = -1;
    int pipe_ = -1;
};

// Asks for what costs nothing, as fast as it is answered.
[[noreturn]] void runPipeliner(std::uint16_t port, int told)
{
    const int handle = connectFrom(0x00fe01, port, 1 << 20);
    std::string many;
    for (int i = 0; i < 1000; ++i)
        many += "GET /shared HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n";
    writeNumber(told, handle);
    std::string taken(1 << 16, '\0');
    for (std::size_t sent = 0; true;) {
        pollfd ready{handle, POLLIN | POLLOUT, 0};
        ::poll(&ready, 1, 1000);
        while (::recv(handle, taken.data(), taken.size(), MSG_DONTWAIT) > 0)
            continue;
        const ssize_t count =
            ::send(handle, many.data() + sent, many.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count > 0)
            sent = (sent + static_cast<std::size_t>(count)) % many.size();
    }
}

bool isFastBesideAPipeliner(std::uint16_t port, const Latency& alone)
{
    const Child pipeliner([port](int told) { runPipeliner(port, told); });
    if (pipeliner.told() < 0)
        fail("the pipelining client could not connect");
    ::poll(nullptr, 0, 200);
    const double most = 5 * alone.p50 + 50; // it has a processor for itself, and the server's thread another
    const double median = probeAll(port, "behind").p50;
    std::printf("p50 behind a pipelining client %.2f ms, at most %.2f ms\n", median, most);
    return median <= most;
}

std::string memoryOf(pid_t process)
{
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return line.substr(line.find_first_not_of(" \t", 6));
    return "?";
}

int run()
{
    raiseDescriptorLimit();
    const Child server(runServer);
    const auto port = static_cast<std::uint16_t>(server.told());
    const Latency alone = probeAll(port, "alone");
    if (!isFastBesideAPipeliner(port, alone))
        return 1;
    const auto attack = [port](int number) { return [=](int told) { runAttacker(number, port, told); }; };
    const Child first(attack(0)), second(attack(1));
    const int there = first.told() + second.told();
    std::printf("%d hostile connections of %d; the server has %s\n", there, kIdle + 3 * kEachOther,
                memoryOf(server.process()).c_str());
    const double during = probeAll(port, "beside").p99;
    const double most = 5 * alone.p99 + 10;
    std::printf("p99 beside them %.2f ms, at most %.2f ms (5 x %.2f + 10)\n", during, most, alone.p99);
    if (there < (kIdle + 3 * kEachOther) * 99 / 100)
        fail("the hostile clients could not even connect");
    return during <= most ? 0 : 1;
}

} // namespace

} // namespace ace::server::http

int main() { return ace::server::http::run(); }
