// SPDX-License-Identifier: MIT
// An HTTP server of a few lines on a free loopback port, whose every answer the test decides, down to none at
// all.
#pragma once

#include <ace/base/Thread.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

namespace ace::test {

class FakeServer
{
public:
    struct Seen
    {
        Poco::Net::HTTPRequest head;
        std::string body;
    };
    // The bytes to answer; "" closes the connection without a word.
    using Answer = std::function<std::string(const Seen&)>;

    explicit FakeServer(Answer answer)
        : answer_(std::move(answer)), listener_(Poco::Net::SocketAddress("127.0.0.1", 0)),
          thread_("fake-server", [this] { serve(); })
    {
    }
    ~FakeServer()
    {
        stopping_ = true;
        thread_.join();
    }

    std::string url() const { return "http://" + listener_.address().toString(); }
    std::vector<Seen> seen() const
    {
        const std::lock_guard lock(mutex_);
        return seen_;
    }

    static std::string http(const std::string& status, const std::string& body)
    {
        return "HTTP/1.1 " + status +
               "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " +
               std::to_string(body.size()) + "\r\n\r\n" + body;
    }

private:
    void serve()
    {
        while (!stopping_) {
            if (!listener_.poll(Poco::Timespan(20'000), Poco::Net::Socket::SELECT_READ))
                continue;
            try {
                Poco::Net::StreamSocket peer = listener_.acceptConnection();
                peer.setReceiveTimeout(Poco::Timespan(2, 0));
                const std::string answer = answer_(remember(peer));
                if (!answer.empty()) {
                    peer.sendBytes(answer.data(), static_cast<int>(answer.size()));
                    peer.shutdownSend();
                }
            } catch (const Poco::Exception&) {
                // The client went away; the test sees what it needs from the client's side.
            }
        }
    }

    Seen remember(Poco::Net::StreamSocket& peer)
    {
        std::string text;
        const auto more = [&] {
            char piece[4096];
            const int count = peer.receiveBytes(piece, sizeof piece);
            if (count <= 0)
                throw Poco::IOException("the client closed");
            text.append(piece, static_cast<std::size_t>(count));
        };
        while (text.find("\r\n\r\n") == std::string::npos)
            more();
        const std::size_t bodyAt = text.find("\r\n\r\n") + 4;
        Seen seen;
        std::istringstream head(text.substr(0, bodyAt));
        seen.head.read(head);
        while (text.size() < bodyAt + static_cast<std::size_t>(seen.head.getContentLength()))
            more();
        seen.body = text.substr(bodyAt);
        const std::lock_guard lock(mutex_);
        seen_.push_back(seen);
        return seen;
    }

    const Answer answer_;
    Poco::Net::ServerSocket listener_;
    mutable std::mutex mutex_;
    std::vector<Seen> seen_;
    std::atomic<bool> stopping_ = false;
    Thread thread_;
};

// Answers each request with 200 {} and keeps its connections; counts them.
class KeepAliveServer
{
public:
    KeepAliveServer()
        : listener_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_("fake-server", [this] { serve(); })
    {
    }
    ~KeepAliveServer()
    {
        stopping_ = true;
        thread_.join();
    }
    std::string url() const { return "http://" + listener_.address().toString(); }
    int connections() const { return connections_; }

private:
    void serve()
    {
        std::vector<Poco::Net::StreamSocket> peers;
        while (!stopping_) {
            if (listener_.poll(Poco::Timespan(2'000), Poco::Net::Socket::SELECT_READ)) {
                peers.push_back(listener_.acceptConnection());
                ++connections_;
            }
            for (Poco::Net::StreamSocket& peer : peers) {
                char request[4096]; // they are small, and come in one piece
                if (peer.poll(Poco::Timespan(), Poco::Net::Socket::SELECT_READ) &&
                    peer.receiveBytes(request, sizeof request) > 0) {
                    const std::string answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
                    peer.sendBytes(answer.data(), static_cast<int>(answer.size()));
                }
            }
        }
    }

    Poco::Net::ServerSocket listener_;
    std::atomic<bool> stopping_ = false;
    std::atomic<int> connections_ = 0;
    Thread thread_;
};

} // namespace ace::test
