// SPDX-License-Identifier: MIT
// HTTP for tests: a client that keeps its connection and cookies, and a bare one that sends what it is given.
#pragma once

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/StreamCopier.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ace::test {

struct Reply
{
    int status = 0;
    Poco::Net::HTTPResponse head;
    std::string body;

    std::string field(const std::string& name) const { return head.get(name, ""); }
};

using Fields = std::map<std::string, std::string>;

class HttpClient
{
public:
    explicit HttpClient(std::uint16_t port) : session_("127.0.0.1", port) { session_.setKeepAlive(true); }

    Reply send(const std::string& method, const std::string& path, const std::string& body = {},
               const Fields& fields = {})
    {
        Poco::Net::HTTPRequest request(method, path, Poco::Net::HTTPMessage::HTTP_1_1);
        for (const auto& [name, value] : fields)
            request.set(name, value);
        if (!cookies_.empty()) {
            std::string line;
            for (const auto& [name, value] : cookies_)
                line += (line.empty() ? "" : "; ") + name + "=" + value;
            request.set("Cookie", line);
        }
        if (method != "GET" && method != "HEAD")
            request.setContentLength(static_cast<std::streamsize>(body.size()));
        session_.sendRequest(request) << body;
        Reply reply;
        std::istream& stream = session_.receiveResponse(reply.head);
        Poco::StreamCopier::copyToString(stream, reply.body);
        reply.status = reply.head.getStatus();
        keepCookies(reply.head);
        return reply;
    }
    Reply get(const std::string& path, const Fields& fields = {}) { return send("GET", path, {}, fields); }
    Reply post(const std::string& path, const std::string& body, const Fields& fields = {})
    {
        return send("POST", path, body, fields);
    }
    Reply postForm(const std::string& path, const std::string& body)
    {
        return send("POST", path, body, {{"Content-Type", "application/x-www-form-urlencoded"}});
    }
    const std::map<std::string, std::string>& cookies() const { return cookies_; }
    void setCookie(const std::string& name, const std::string& value) { cookies_[name] = value; }

private:
    void keepCookies(const Poco::Net::HTTPResponse& head)
    {
        std::vector<Poco::Net::HTTPCookie> cookies;
        head.getCookies(cookies);
        for (const auto& cookie : cookies)
            if (cookie.getMaxAge() == 0)
                cookies_.erase(cookie.getName());
            else
                cookies_[cookie.getName()] = cookie.getValue();
    }

    Poco::Net::HTTPClientSession session_;
    std::map<std::string, std::string> cookies_;
};

// Sends the bytes and gives all that comes back until the other side closes or `wait` is over.
inline std::string exchangeRaw(std::uint16_t port, const std::string& bytes,
                               Poco::Timespan wait = Poco::Timespan(1, 0))
{
    Poco::Net::StreamSocket socket(Poco::Net::SocketAddress("127.0.0.1", port));
    socket.setReceiveTimeout(wait);
    std::string answer;
    try {
        for (std::size_t at = 0; at < bytes.size();)
            at += static_cast<std::size_t>(
                socket.sendBytes(bytes.data() + at, static_cast<int>(bytes.size() - at)));
        char piece[4096];
        for (int count = socket.receiveBytes(piece, sizeof piece); count > 0;
             count = socket.receiveBytes(piece, sizeof piece))
            answer.append(piece, static_cast<std::size_t>(count));
    } catch (const Poco::Exception&) {
        answer += "[timeout or reset]";
    }
    return answer;
}

inline int countOf(const std::string& text, const std::string& wanted)
{
    int count = 0;
    for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1))
        ++count;
    return count;
}

} // namespace ace::test
