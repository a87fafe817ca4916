// SPDX-License-Identifier: MIT
#include "Connections.h"

#include "BenchSupport.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ace::server {

namespace {

constexpr int kSilenceMostMillis = 60'000;

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (socket < 0 || ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        fail("cannot connect to the server");
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return socket;
}

bool isWhole(const std::string& answer)
{
    static const std::string kLength = "\r\nContent-Length: ";
    const std::size_t head = answer.find("\r\n\r\n");
    if (head == std::string::npos)
        return false;
    const std::size_t length = answer.find(kLength);
    if (length > head)
        fail("an answer without Content-Length: " + answer.substr(0, head));
    return answer.size() >= head + 4 + std::stoul(answer.substr(length + kLength.size(), 20));
}

} // namespace

struct Connections::Connection
{
    int socket = -1;
    std::string answer;
};

Connections::Connections(std::uint16_t port, std::size_t count) : connections_(count)
{
    for (Connection& connection : connections_)
        connection.socket = connectTo(port);
}

Connections::~Connections()
{
    for (const Connection& connection : connections_)
        ::close(connection.socket);
}

void Connections::sendAll(std::span<const std::string> requests)
{
    requests_ = requests;
    sent_ = answered_ = 0;
    std::vector<pollfd> waiting;
    for (Connection& connection : connections_) {
        sendNext(connection);
        waiting.push_back({connection.socket, POLLIN, 0});
    }
    while (answered_ < requests_.size()) {
        if (::poll(waiting.data(), waiting.size(), kSilenceMostMillis) <= 0)
            fail("the server has fallen silent");
        for (std::size_t i = 0; i < waiting.size(); ++i)
            if (waiting[i].revents != 0)
                receive(connections_[i]);
    }
}

void Connections::sendNext(Connection& connection)
{
    connection.answer.clear();
    if (sent_ == requests_.size())
        return;
    const std::string& request = requests_[sent_++];
    if (::send(connection.socket, request.data(), request.size(), MSG_NOSIGNAL) !=
        static_cast<ssize_t>(request.size()))
        fail("the server closed a connection");
}

void Connections::receive(Connection& connection)
{
    char piece[16384];
    const ssize_t size = ::recv(connection.socket, piece, sizeof piece, 0);
    if (size <= 0)
        fail("the server closed a connection");
    connection.answer.append(piece, static_cast<std::size_t>(size));
    if (!isWhole(connection.answer))
        return;
    if (!connection.answer.starts_with("HTTP/1.1 2"))
        fail("the server answered " + connection.answer);
    ++answered_;
    sendNext(connection);
}

std::string requestText(const std::string& method, const std::string& path, const std::string& body,
                        const std::string& bearer, const std::string& key)
{
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    if (!bearer.empty())
        text += "Authorization: Bearer " + bearer + "\r\n";
    if (!key.empty())
        text += "Idempotency-Key: " + key + "\r\n";
    if (!body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
    return text + "\r\n" + body;
}

} // namespace ace::server
