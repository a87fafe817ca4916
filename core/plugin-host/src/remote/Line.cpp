// SPDX-License-Identifier: MIT
#include "remote/Line.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ace::pluginhost {

namespace {

constexpr std::uint32_t kLineMagic = 0x4c454341; // "ACEL"
constexpr std::size_t kPacketMax = 32 * 1024;    // well within the smallest send buffer
constexpr std::size_t kKeptMax = 1u << 20;       // of a buffer, between messages

struct LineHeader
{
    std::uint32_t magic = kLineMagic;
    std::uint32_t size = 0; // of the message
};

bool sendPacket(int socket, std::string_view head, std::string_view body, int flags = 0)
{
    iovec parts[2] = {{const_cast<char*>(head.data()), head.size()},
                      {const_cast<char*>(body.data()), body.size()}};
    msghdr packet{};
    packet.msg_iov = parts;
    packet.msg_iovlen = 2;
    ssize_t sent = 0;
    do
        sent = ::sendmsg(socket, &packet, MSG_NOSIGNAL | flags);
    while (sent < 0 && errno == EINTR);
    return sent == static_cast<ssize_t>(head.size() + body.size());
}

} // namespace

Line::Line(int socket) : socket_(socket), packet_(kPacketMax) {}

Line::~Line() { ::close(socket_); }

bool Line::send(std::string_view message)
{
    if (message.size() > kMessageMax)
        return false;
    LineHeader header;
    header.size = static_cast<std::uint32_t>(message.size());
    const std::string_view head(reinterpret_cast<const char*>(&header), sizeof header);
    const std::lock_guard lock(sending_);
    const auto first = message.substr(0, kPacketMax - sizeof header);
    if (!sendPacket(socket_, head, first))
        return false;
    for (std::size_t done = first.size(); done < message.size(); done += kPacketMax)
        if (!sendPacket(socket_, {}, message.substr(done, kPacketMax)))
            return false;
    return true;
}

bool Line::sendNow(std::string_view message)
{
    LineHeader header;
    header.size = static_cast<std::uint32_t>(message.size());
    const std::unique_lock lock(sending_, std::try_to_lock);
    return lock.owns_lock() && message.size() <= kPacketMax - sizeof header &&
           sendPacket(socket_, {reinterpret_cast<const char*>(&header), sizeof header}, message,
                      MSG_DONTWAIT);
}

Line::Got Line::receive(std::string_view& message, Deadline deadline)
{
    for (;;) {
        if (deadline && !waitUntil(*deadline))
            return Got::Nothing;
        // With a deadline, packets are waited for one by one: a message may stop in its middle.
        const Got got = take(message, deadline ? MSG_DONTWAIT : 0);
        if (got != Got::Nothing)
            return got;
    }
}

Line::Got Line::receiveNow(std::string_view& message) { return take(message, MSG_DONTWAIT); }

void Line::shutDown() { ::shutdown(socket_, SHUT_RDWR); }

bool Line::waitUntil(std::chrono::steady_clock::time_point deadline) const
{
    for (;;) {
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        pollfd waiting{socket_, POLLIN, 0};
        const auto wait = std::clamp<std::int64_t>(left.count(), 0, 3'600'000);
        const int ready = ::poll(&waiting, 1, static_cast<int>(wait));
        if (ready > 0)
            return true;
        if (ready == 0 && left.count() <= 0)
            return false;
    }
}

Line::Got Line::take(std::string_view& message, int flags)
{
    if (left_ == 0) {
        whole_.clear();
        if (whole_.capacity() > kKeptMax)
            whole_.shrink_to_fit();
    }
    for (;;) {
        const ssize_t got = ::recv(socket_, packet_.data(), packet_.size(), flags | MSG_TRUNC);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return Got::Nothing;
        if (got <= 0)
            return Got::Closed;
        if (static_cast<std::size_t>(got) > packet_.size())
            return Got::Broken;
        if (const auto done = accept({packet_.data(), static_cast<std::size_t>(got)}, message))
            return *done;
    }
}

// None: there is more to come.
std::optional<Line::Got> Line::accept(std::string_view packet, std::string_view& message)
{
    if (left_ > 0) {
        if (packet.size() > left_)
            return Got::Broken;
        whole_.append(packet);
        left_ -= packet.size();
    } else {
        LineHeader header;
        if (packet.size() < sizeof header)
            return Got::Broken;
        std::memcpy(&header, packet.data(), sizeof header);
        packet.remove_prefix(sizeof header);
        if (header.magic != kLineMagic || header.size > kMessageMax || packet.size() > header.size)
            return Got::Broken;
        if (packet.size() == header.size) {
            message = packet;
            return Got::Message;
        }
        whole_.assign(packet);
        left_ = header.size - packet.size();
    }
    if (left_ > 0)
        return std::nullopt;
    message = whole_;
    return Got::Message;
}

} // namespace ace::pluginhost
