// SPDX-License-Identifier: MIT
// A real HTTP peer on loopback: keeps what it is sent and answers what the test wants.
#pragma once

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/StreamCopier.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

namespace ace::server::webhooks {

struct Received
{
    std::string method;
    std::string path;
    std::string host;
    std::string type;
    std::string signature;
    std::string body;
};

class Receiver
{
public:
    Receiver()
        : socket_(Poco::Net::SocketAddress("127.0.0.1", 0)),
          server_(new Factory(*this), socket_, new Poco::Net::HTTPServerParams)
    {
        server_.start();
    }
    ~Receiver() { server_.stopAll(true); }

    std::string url() const
    {
        return "http://127.0.0.1:" + std::to_string(socket_.address().port()) + "/hook?from=ace";
    }
    std::vector<Received> received() const
    {
        const std::lock_guard lock(mutex_);
        return received_;
    }

    std::atomic<int> status{204};
    std::string location; // of a redirect

private:
    class Handler : public Poco::Net::HTTPRequestHandler
    {
    public:
        explicit Handler(Receiver& receiver) : receiver_(receiver) {}
        void handleRequest(Poco::Net::HTTPServerRequest& request,
                           Poco::Net::HTTPServerResponse& response) override
        {
            Received one{request.getMethod(),
                         request.getURI(),
                         request.getHost(),
                         request.getContentType(),
                         request.get("Ace-Signature", ""),
                         ""};
            Poco::StreamCopier::copyToString(request.stream(), one.body);
            {
                const std::lock_guard lock(receiver_.mutex_);
                receiver_.received_.push_back(one);
            }
            response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(receiver_.status.load()));
            if (!receiver_.location.empty())
                response.set("Location", receiver_.location);
            response.setContentLength(0);
            response.send();
        }

    private:
        Receiver& receiver_;
    };
    class Factory : public Poco::Net::HTTPRequestHandlerFactory
    {
    public:
        explicit Factory(Receiver& receiver) : receiver_(receiver) {}
        Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
        {
            return new Handler(receiver_);
        }

    private:
        Receiver& receiver_;
    };

    mutable std::mutex mutex_;
    std::vector<Received> received_;
    Poco::Net::ServerSocket socket_;
    Poco::Net::HTTPServer server_;
};

} // namespace ace::server::webhooks
