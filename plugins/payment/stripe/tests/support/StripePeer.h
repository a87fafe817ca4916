// SPDX-License-Identifier: MIT
// An HTTP peer on loopback that answers what a test wants, drops what it should, and keeps what it got.
#pragma once

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/URI.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ace::stripe {

struct PeerRequest
{
    std::string method;
    std::string path;                           // without the query
    std::string query;                          // without its "?"
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
    std::map<std::string, std::string> fields; // of the query, then of the form, decoded
    std::string key() const
    {
        const auto found = headers.find("idempotency-key");
        return found == headers.end() ? "" : found->second;
    }
};

struct PeerAnswer
{
    int status = 200;
    std::string body = "{}";
    std::vector<std::pair<std::string, std::string>> headers = {};
    bool drop = false;                   // hangs up instead
    bool keep = false;                   // leaves the connection open for the next request
    std::chrono::milliseconds delay{0};  // before it answers; ends with the peer
    std::size_t cut = std::string::npos; // bytes of the body that arrive
};

class StripePeer
{
public:
    using Answers = std::function<PeerAnswer(const PeerRequest&)>;

    StripePeer() : socket_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_([this] { serve(); }) {}
    ~StripePeer()
    {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        stop_.notify_all();
        thread_.join();
    }

    std::string url() const { return "http://127.0.0.1:" + std::to_string(socket_.address().port()); }
    // The next answers, one each; then what `otherwise` says.
    void script(std::deque<PeerAnswer> answers)
    {
        const std::lock_guard lock(mutex_);
        script_ = std::move(answers);
    }
    void otherwise(Answers answers)
    {
        const std::lock_guard lock(mutex_);
        answers_ = std::move(answers);
    }
    std::vector<PeerRequest> received() const
    {
        const std::lock_guard lock(mutex_);
        return received_;
    }
    int connections() const { return connections_; }
    void hangUp() // the connection that is kept; done when it returns
    {
        hangsUp_ = true;
        while (hangsUp_)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    void forget()
    {
        const std::lock_guard lock(mutex_);
        received_.clear();
    }

    static std::map<std::string, std::string> fieldsOf(const std::string& form)
    {
        std::map<std::string, std::string> fields;
        for (const auto& [name, value] : Poco::URI("http://x/?" + form).getQueryParameters())
            fields[name] = value;
        return fields;
    }

private:
    void serve()
    {
        while (true) {
            {
                const std::lock_guard lock(mutex_);
                if (stopping_)
                    return;
            }
            if (hangsUp_.exchange(false))
                kept_.reset();
            try {
                if (kept_ && kept_->poll(Poco::Timespan(0, 1'000), Poco::Net::Socket::SELECT_READ)) {
                    auto connection = *kept_;
                    kept_.reset();
                    answer(connection);
                }
                const Poco::Timespan patience(0, kept_ ? 1'000 : 20'000);
                if (!socket_.poll(patience, Poco::Net::Socket::SELECT_READ))
                    continue;
                auto connection = socket_.acceptConnection();
                ++connections_;
                connection.setReceiveTimeout(Poco::Timespan(2, 0));
                answer(connection);
            } catch (const Poco::Exception&) {
                continue; // whoever asked has gone
            }
        }
    }

    void answer(Poco::Net::StreamSocket& connection)
    {
        PeerRequest request = read(connection);
        if (request.method.empty())
            return;
        PeerAnswer reply;
        std::unique_lock lock(mutex_);
        received_.push_back(request);
        if (!script_.empty()) {
            reply = script_.front();
            script_.pop_front();
        } else if (answers_) {
            reply = answers_(request);
        }
        stop_.wait_for(lock, reply.delay, [this] { return stopping_; });
        lock.unlock();
        if (reply.drop)
            return;
        std::string text =
            "HTTP/1.1 " + std::to_string(reply.status) +
            " X\r\nContent-Type: application/json\r\nConnection: " + (reply.keep ? "keep-alive" : "close") +
            "\r\nContent-Length: " + std::to_string(reply.body.size()) + "\r\n";
        for (const auto& [name, value] : reply.headers)
            text += name + ": " + value + "\r\n";
        text += "\r\n" + reply.body.substr(0, reply.cut);
        connection.sendBytes(text.data(), static_cast<int>(text.size()));
        if (reply.keep)
            kept_ = connection;
        else
            connection.shutdownSend();
    }

    static PeerRequest read(Poco::Net::StreamSocket& connection)
    {
        std::string text;
        std::size_t need = std::string::npos;
        PeerRequest request;
        while (need == std::string::npos || text.size() < need) {
            char buffer[4096];
            const int got = connection.receiveBytes(buffer, sizeof buffer);
            if (got <= 0)
                return {};
            text.append(buffer, static_cast<std::size_t>(got));
            const std::size_t end = text.find("\r\n\r\n");
            if (need == std::string::npos && end != std::string::npos) {
                readHead(request, text.substr(0, end + 2));
                const auto length = request.headers.find("content-length");
                need = end + 4 + (length == request.headers.end() ? 0 : std::stoul(length->second));
            }
        }
        request.body = text.substr(text.find("\r\n\r\n") + 4);
        for (const auto& [name, value] : fieldsOf(request.body))
            request.fields[name] = value;
        return request;
    }

    static void readHead(PeerRequest& request, const std::string& head)
    {
        const std::size_t space = head.find(' ');
        request.method = head.substr(0, space);
        const std::string target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
        request.path = target.substr(0, target.find('?'));
        if (const auto query = target.find('?'); query != std::string::npos)
            request.query = target.substr(query + 1);
        request.fields = fieldsOf(request.query);
        for (std::size_t at = head.find("\r\n") + 2; at < head.size();) {
            const std::size_t end = head.find("\r\n", at);
            const std::size_t colon = head.find(':', at);
            std::string name = head.substr(at, colon - at);
            for (char& c : name)
                c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
            request.headers[name] = head.substr(colon + 2, end - colon - 2);
            at = end + 2;
        }
    }

    Poco::Net::ServerSocket socket_;
    mutable std::mutex mutex_;
    std::condition_variable stop_;
    bool stopping_ = false;
    std::deque<PeerAnswer> script_;
    Answers answers_;
    std::vector<PeerRequest> received_;
    std::atomic<int> connections_{0};
    std::atomic<bool> hangsUp_{false};
    std::optional<Poco::Net::StreamSocket> kept_;
    std::thread thread_; // last: it uses all the others
};

} // namespace ace::stripe
