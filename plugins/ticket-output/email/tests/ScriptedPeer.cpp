// SPDX-License-Identifier: MIT
#include "ScriptedPeer.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/SocketAddress.h>

#include <utility>

namespace ace::email {

namespace {

using Poco::Net::StreamSocket;

// Lines with CRLF, byte by byte: what follows one belongs to whoever reads next.
std::optional<std::string> readLine(StreamSocket& socket)
{
    std::string line;
    char c = 0;
    while (line.size() < 100'000 && socket.receiveBytes(&c, 1) == 1) {
        line += c;
        if (line.ends_with("\r\n"))
            return line.substr(0, line.size() - 2);
    }
    return std::nullopt;
}

StreamSocket secured(const StreamSocket& socket, const ThrowAwayCertificate& certificate)
{
    using Poco::Net::Context;
    Context::Ptr context = new Context(Context::TLS_SERVER_USE, certificate.keyFile,
                                       certificate.certificateFile, "", Context::VERIFY_NONE);
    return Poco::Net::SecureStreamSocket::attach(socket, context);
}

std::optional<std::string> readMail(StreamSocket& socket)
{
    std::string mail;
    while (auto line = readLine(socket)) {
        if (*line == ".")
            return mail;
        mail += (line->starts_with('.') ? line->substr(1) : *line) + "\r\n";
    }
    return std::nullopt;
}

} // namespace

ScriptedPeer::ScriptedPeer(Script script)
    : script_(std::move(script)), listener_(Poco::Net::SocketAddress("127.0.0.1", 0)),
      thread_([this] { serve(); })
{
}

ScriptedPeer::~ScriptedPeer()
{
    stopping_ = true;
    thread_.join();
}

std::uint16_t ScriptedPeer::port() const { return listener_.address().port(); }

std::vector<std::string> ScriptedPeer::commands() const
{
    const std::lock_guard lock(mutex_);
    return commands_;
}

std::vector<std::string> ScriptedPeer::mails() const
{
    const std::lock_guard lock(mutex_);
    return mails_;
}

void ScriptedPeer::serve()
{
    while (!stopping_) {
        if (!listener_.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ))
            continue;
        try {
            converse(listener_.acceptConnection());
        } catch (const Poco::Exception&) {
            // The client went away in the middle, which is what some tests want of it.
        }
    }
}

void ScriptedPeer::say(StreamSocket& socket, const std::string& text) const
{
    if (script_.bytePause.count() == 0) {
        socket.sendBytes(text.data(), static_cast<int>(text.size()));
        return;
    }
    for (const char& c : text) {
        std::this_thread::sleep_for(script_.bytePause);
        socket.sendBytes(&c, 1);
    }
}

void ScriptedPeer::converse(StreamSocket socket)
{
    connected_ = true;
    socket.setReceiveTimeout(Poco::Timespan(10, 0));
    if (script_.silent) {
        while (!stopping_ && !socket.poll(Poco::Timespan(0, 20'000), Poco::Net::Socket::SELECT_READ)) {
        }
        return;
    }
    bool isSecure = script_.tlsAtOnce;
    if (isSecure)
        socket = secured(socket, *script_.certificate);
    say(socket, script_.greeting + "\r\n");
    while (const auto command = readLine(socket)) {
        const std::string answer = answerTo(*command, isSecure);
        say(socket, answer);
        if (*command == "STARTTLS" && answer.starts_with("220")) {
            socket = secured(socket, *script_.certificate);
            isSecure = true;
        }
        if (*command == "QUIT")
            return;
        if (!answer.starts_with("354"))
            continue;
        const auto mail = readMail(socket);
        if (!mail)
            return;
        keepMail(*mail);
        if (script_.droppedAfterDot-- > 0)
            return;
        std::this_thread::sleep_for(script_.dotPause);
        say(socket, script_.replies.contains(".") ? script_.replies.at(".") + "\r\n" : "250 taken\r\n");
    }
}

std::string ScriptedPeer::answerTo(const std::string& command, bool isSecure)
{
    {
        const std::lock_guard lock(mutex_);
        commands_.push_back(command);
    }
    for (const auto& [start, reply] : script_.replies)
        if (command.starts_with(start))
            return reply + "\r\n";
    if (command.starts_with("EHLO"))
        return hello(isSecure);
    if (command.starts_with("RCPT") && script_.greylisted-- > 0)
        return "451 4.7.1 come back in a minute\r\n";
    if (command == "DATA")
        return "354 go on\r\n";
    if (command == "STARTTLS")
        return script_.chattyStartTls ? "220 now\r\n250 not so fast\r\n" : "220 now\r\n";
    if (command.starts_with("AUTH PLAIN"))
        return "235 welcome\r\n";
    return "250 fine\r\n";
}

std::string ScriptedPeer::hello(bool isSecure) const
{
    std::string text = "250-peer\r\n";
    if (script_.certificate && !isSecure)
        text += "250-STARTTLS\r\n";
    for (const std::string& offer : script_.offers)
        text += "250-" + offer + "\r\n";
    return text + "250 HELP\r\n";
}

void ScriptedPeer::keepMail(const std::string& mail)
{
    const std::lock_guard lock(mutex_);
    mails_.push_back(mail);
}

} // namespace ace::email
