// SPDX-License-Identifier: MIT
// The real server with demo data, as a program of its own; and a proxy before it that loses replies.
#pragma once

#include "RunProgram.h"

#include <ace/base/Thread.h>

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace ace::test {

class DemoServer
{
public:
    // `config`: the lines of a configuration.
    explicit DemoServer(const std::string& config = {}) : program_(start(config))
    {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (program_->outSoFar().find('\n') == std::string::npos) {
            CPPUNIT_ASSERT_MESSAGE("the server does not start: " + program_->errSoFar(),
                                   std::chrono::steady_clock::now() < end && program_->isRunning());
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
        demo_ = nlohmann::json::parse(valueOf(readFile(data() / "demo.json")));
    }

    std::string url() const { return demo_.at("base_url"); }
    std::string event() const { return demo_.at("event"); }
    std::filesystem::path data() const { return folder_.path() / "data"; }
    // Of a "counter" or a "gate".
    std::string pairingCode(const std::string& kind) const
    {
        return member("stations", "kind", kind, "code");
    }
    std::string pinOf(const std::string& login) const { return member("staff", "login", login, "pin"); }
    std::string passwordOf(const std::string& login) const
    {
        return member("staff", "login", login, "password");
    }

private:
    std::unique_ptr<StartedProgram> start(const std::string& config)
    {
        std::vector<std::string> command{
            ACE_BIN_DIR "/ace-server", "--demo", "--port", "0", "--data", data().string()};
        if (!config.empty()) {
            const auto file = folder_.path() / "ace.toml";
            mustSucceed(writeFileDurably(file, config));
            command.insert(command.end(), {"--config", file.string()});
        }
        return std::make_unique<StartedProgram>(command, folder_.path(),
                                                std::vector<std::string>{"ACE_PLUGIN_PATH=" ACE_PLUGIN_DIR});
    }
    std::string member(const char* list, const char* key, const std::string& value, const char* wanted) const
    {
        for (const auto& item : demo_.at(list))
            if (item.at(key) == value)
                return item.at(wanted);
        CPPUNIT_FAIL("the demo has no " + value);
        return {};
    }

    TemporaryFolder folder_;
    std::unique_ptr<StartedProgram> program_;
    nlohmann::json demo_;
};

// Hands bytes on, to and fro, on one thread. The replies that it is told to lose are cut off when they begin
// to come: by then the server has done what it was asked.
class LossyProxy
{
public:
    explicit LossyProxy(const std::string& serverUrl)
        : server_(serverUrl.substr(serverUrl.rfind('/') + 1)),
          listener_(Poco::Net::SocketAddress("127.0.0.1", 0)), thread_("lossy-proxy", [this] { serve(); })
    {
    }
    ~LossyProxy()
    {
        stopping_ = true;
        thread_.join();
    }

    std::string url() const { return "http://" + listener_.address().toString(); }
    void loseReplies(int count) { toLose_ = count; } // the next ones
    int lost() const { return lost_; }

private:
    struct Pair
    {
        Poco::Net::StreamSocket client;
        Poco::Net::StreamSocket server;
        bool open = true;
    };

    void serve()
    {
        std::deque<Pair> pairs;
        while (!stopping_) {
            if (listener_.poll(Poco::Timespan(1'000), Poco::Net::Socket::SELECT_READ))
                pairs.push_back({listener_.acceptConnection(), Poco::Net::StreamSocket(server_)});
            for (Pair& pair : pairs)
                turn(pair);
            std::erase_if(pairs, [](const Pair& pair) { return !pair.open; });
        }
    }
    void turn(Pair& pair)
    {
        try {
            if (pair.client.poll(Poco::Timespan(), Poco::Net::Socket::SELECT_READ))
                pair.open = pump(pair.client, pair.server);
            if (pair.open && pair.server.poll(Poco::Timespan(), Poco::Net::Socket::SELECT_READ)) {
                if (toLose_ > 0) {
                    --toLose_;
                    ++lost_;
                    pair.open = false;
                } else {
                    pair.open = pump(pair.server, pair.client);
                }
            }
        } catch (const Poco::Exception&) {
            pair.open = false; // one side went away; so does the other
        }
    }
    static bool pump(Poco::Net::StreamSocket& from, Poco::Net::StreamSocket& to)
    {
        char piece[16384];
        const int count = from.receiveBytes(piece, sizeof piece);
        for (int at = 0; at < count;)
            at += to.sendBytes(piece + at, count - at);
        return count > 0;
    }

    const Poco::Net::SocketAddress server_;
    Poco::Net::ServerSocket listener_;
    std::atomic<bool> stopping_ = false;
    std::atomic<int> toLose_ = 0;
    std::atomic<int> lost_ = 0;
    Thread thread_;
};

} // namespace ace::test
