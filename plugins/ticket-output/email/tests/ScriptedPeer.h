// SPDX-License-Identifier: MIT
#pragma once

#include "ThrowAwayCertificate.h"

#include <Poco/Net/ServerSocket.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ace::email {

// A mail server on loopback that does what a test wants of it. One connection at a time, each until it ends.
class ScriptedPeer
{
public:
    struct Script
    {
        std::string greeting = "220 peer ready";
        std::vector<std::string> offers = {"PIPELINING", "SIZE 1000000"}; // besides STARTTLS
        std::optional<ThrowAwayCertificate> certificate;                  // offers STARTTLS by it
        bool tlsAtOnce = false;
        bool chattyStartTls = false;                // says more than it should before TLS
        std::map<std::string, std::string> replies; // by the start of a command; "." is the end of a mail
        int greylisted = 0;                         // so many RCPTs get a 451 first
        int droppedAfterDot = 0;                    // so many mails are taken, and the line cut
        bool silent = false;                        // takes connections, and says nothing
        std::chrono::milliseconds bytePause{0};     // before each byte that it says
        std::chrono::milliseconds dotPause{0};      // before its answer to the end of a mail
    };

    explicit ScriptedPeer(Script script);
    ~ScriptedPeer();

    std::uint16_t port() const;
    std::vector<std::string> commands() const;      // of all connections
    bool isConnected() const { return connected_; } // it was, at least once
    std::vector<std::string> mails() const;         // as they were before dot-stuffing

private:
    void serve();
    void say(Poco::Net::StreamSocket& socket, const std::string& text) const;
    void converse(Poco::Net::StreamSocket socket);
    std::string answerTo(const std::string& command, bool isSecure);
    std::string hello(bool isSecure) const;
    void keepMail(const std::string& mail);

    Script script_;
    Poco::Net::ServerSocket listener_;
    std::atomic<bool> stopping_{false};
    std::atomic<bool> connected_{false};
    mutable std::mutex mutex_;
    std::vector<std::string> commands_;
    std::vector<std::string> mails_;
    std::thread thread_;
};

} // namespace ace::email
