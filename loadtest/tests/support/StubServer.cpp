// SPDX-License-Identifier: MIT
#include "StubServer.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServer.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerRequestImpl.h>
#include <Poco/Net/HTTPServerResponse.h>
#include <Poco/Net/ServerSocket.h>
#include <nlohmann/json.hpp>

#include <iterator>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

namespace ace::loadtest {

namespace {

using nlohmann::json;

struct Reply
{
    int status = 200;
    std::string body;
    bool cut = false;
};

Reply problem(int status, const std::string& code)
{
    return {status, json{{"type", "/problems/" + code}, {"code", code}}.dump()};
}

// What the server knows, and its rules. The caller holds the lock.
class Books
{
public:
    explicit Books(std::int64_t quota) : left_(quota) {}

    std::set<Defect> defects;

    Reply place(const std::string& key, const std::string& body);
    Reply findOrder(const std::string& code) const;
    Reply findEvent() const;
    Reply scan(const std::string& body);
    Reply answer(const std::string& method, const std::string& path, const std::string& key,
                 const std::string& body);

    std::int64_t sold = 0;
    std::int64_t admitted = 0;

private:
    struct Placed
    {
        std::string body;
        json answer;
    };

    bool has(Defect defect) const { return defects.contains(defect); }
    Reply sellTo(const std::string& key, const json& order, const std::string& body);
    json judge(const json& scan);

    std::int64_t left_;
    std::uint64_t requests_ = 0;
    std::uint64_t numbers_ = 0;
    std::map<std::string, Placed> orders_; // by key
    std::map<std::string, json> byCode_;
    std::map<std::string, std::string> tickets_; // token -> id
    std::map<std::string, json> firstScans_;     // by token
    std::map<std::string, std::pair<std::string, json>> scans_;
};

Reply Books::place(const std::string& key, const std::string& body)
{
    if (const auto known = orders_.find(key); known != orders_.end() && !has(Defect::SellsTwicePerKey)) {
        if (known->second.body != body && !has(Defect::IgnoresOtherBodies))
            return problem(422, "idempotency_key_reused");
        json again = known->second.answer;
        if (has(Defect::ChangesTotals))
            again["total"]["amount"] = again["total"]["amount"].get<std::int64_t>() + 100;
        return {201, again.dump()};
    }
    return sellTo(key, json::parse(body), body);
}

Reply Books::sellTo(const std::string& key, const json& order, const std::string& body)
{
    const auto quantity = order["items"][0]["quantity"].get<std::int64_t>();
    if (quantity > left_ && !has(Defect::Oversells))
        return problem(409, "sold_out");
    left_ -= has(Defect::LeaksStock) ? quantity + 1 : quantity;
    sold += quantity;
    const std::int64_t total = 2'500 * quantity;
    const auto tendered = order["payment"]["tendered"].get<std::int64_t>();
    json sale{{"code", "C" + std::to_string(++numbers_)},
              {"total", {{"amount", total}, {"currency", "USD"}}},
              {"change", tendered - total + (has(Defect::MisgivesChange) ? 5 : 0)},
              {"tickets", json::array()}};
    for (std::int64_t i = has(Defect::HalvesOrders) ? 1 : 0; i < quantity; ++i) {
        const std::string id = std::to_string(++numbers_);
        sale["tickets"].push_back(
            {{"id", id}, {"type", "seat"}, {"token", "T" + id}, {"pdf", "/api/v1/tickets/" + id + ".pdf"}});
        tickets_["T" + id] = id;
    }
    if (!has(Defect::LosesOrders)) {
        orders_[key] = {body, sale};
        byCode_[sale["code"]] = sale;
    }
    return {201, sale.dump()};
}

Reply Books::findOrder(const std::string& code) const
{
    const auto found = byCode_.find(code);
    return found == byCode_.end() ? problem(404, "unknown_order") : Reply{200, found->second.dump()};
}

Reply Books::findEvent() const
{
    return {200, json{{"slug", "show"},
                      {"ticket_types", {{{"id", "seat"}, {"available", std::max<std::int64_t>(0, left_)}}}}}
                     .dump()};
}

json Books::judge(const json& scan)
{
    const std::string token = scan["token"];
    json verdict{{"result", "refused"}, {"reason", "invalid"}, {"ticket", nullptr}, {"first_scan", nullptr}};
    if (!tickets_.contains(token) || has(Defect::DisownsTickets))
        return verdict;
    verdict["ticket"] = {
        {"id", tickets_[token]}, {"type", "seat"}, {"type_name", "Seat"}, {"state", "valid"}};
    verdict["reason"] = "already_redeemed";
    const auto [first, isFirst] =
        firstScans_.try_emplace(token, json{{"scanned_at", "2026-11-22T19:30:00Z"}, {"gate", scan["gate"]}});
    const bool admits = (isFirst && !has(Defect::LosesAdmissions)) || has(Defect::AdmitsTwice);
    if (admits) {
        ++admitted;
        verdict["result"] = "admitted";
        verdict["reason"] = nullptr;
    } else {
        verdict["first_scan"] = first->second;
    }
    return verdict;
}

Reply Books::scan(const std::string& body)
{
    const json request = json::parse(body);
    const std::string nonce = request["nonce"];
    const auto known = scans_.find(nonce);
    if (known == scans_.end() || has(Defect::ForgetsVerdicts))
        return {200, (scans_[nonce] = {body, judge(request)}).second.dump()};
    if (known->second.first != body && !has(Defect::IgnoresOtherBodies))
        return problem(422, "idempotency_key_reused");
    return {200, known->second.second.dump()};
}

Reply Books::answer(const std::string& method, const std::string& path, const std::string& key,
                    const std::string& body)
{
    if (has(Defect::FailsEveryOther) && ++requests_ % 2 == 0)
        return problem(503, "busy");
    Reply reply = problem(404, "not_found");
    if (method == "POST" && path == "/api/v1/orders")
        reply = place(key, body);
    else if (method == "POST" && path == "/api/v1/scans")
        reply = scan(body);
    else if (path.starts_with("/api/v1/orders/"))
        return findOrder(path.substr(15));
    else if (path == "/api/v1/events/show")
        return findEvent();
    else if (path.ends_with(".pdf") && !has(Defect::LosesPdfs))
        return {200, "%PDF-1.7 stub"};
    reply.cut = has(Defect::DropsAnswers) && ++requests_ % 3 == 0;
    return reply;
}

class Handler : public Poco::Net::HTTPRequestHandler
{
public:
    Handler(Books& books, std::mutex& mutex) : books_(books), mutex_(mutex) {}

    void handleRequest(Poco::Net::HTTPServerRequest& request,
                       Poco::Net::HTTPServerResponse& response) override
    {
        const std::string body(std::istreambuf_iterator<char>(request.stream()), {});
        Reply reply;
        {
            const std::lock_guard lock(mutex_);
            if (books_.defects.contains(Defect::Dawdles))
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            reply = books_.answer(request.getMethod(), request.getURI(), request.get("Idempotency-Key", ""),
                                  body);
        }
        if (reply.cut) {
            static_cast<Poco::Net::HTTPServerRequestImpl&>(request).detachSocket().close();
            return;
        }
        response.setStatus(static_cast<Poco::Net::HTTPResponse::HTTPStatus>(reply.status));
        response.sendBuffer(reply.body.data(), reply.body.size());
    }

private:
    Books& books_;
    std::mutex& mutex_;
};

class Factory : public Poco::Net::HTTPRequestHandlerFactory
{
public:
    Factory(Books& books, std::mutex& mutex) : books_(books), mutex_(mutex) {}
    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest&) override
    {
        return new Handler(books_, mutex_);
    }

private:
    Books& books_;
    std::mutex& mutex_;
};

Poco::Net::HTTPServerParams::Ptr parameters()
{
    Poco::Net::HTTPServerParams::Ptr settings(new Poco::Net::HTTPServerParams);
    settings->setMaxThreads(100);
    settings->setMaxQueued(1000);
    settings->setKeepAlive(true);
    return settings;
}

} // namespace

struct StubServer::State
{
    State(std::int64_t quota, std::set<Defect> defects) : books(quota), pool(2, 100)
    {
        books.defects = std::move(defects);
        socket.bind(Poco::Net::SocketAddress("127.0.0.1", 0));
        socket.listen(200);
        server =
            std::make_unique<Poco::Net::HTTPServer>(new Factory(books, mutex), pool, socket, parameters());
        server->start();
    }

    Books books;
    std::mutex mutex;
    Poco::ThreadPool pool;
    Poco::Net::ServerSocket socket;
    std::unique_ptr<Poco::Net::HTTPServer> server;
};

StubServer::StubServer(std::int64_t quota, std::set<Defect> defects)
    : state_(std::make_unique<State>(quota, std::move(defects)))
{
}

StubServer::~StubServer()
{
    state_->server->stopAll(true);
    state_->pool.joinAll();
}

std::string StubServer::url() const
{
    return "http://127.0.0.1:" + std::to_string(state_->socket.address().port());
}

std::int64_t StubServer::sold() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->books.sold;
}

std::int64_t StubServer::admitted() const
{
    const std::lock_guard lock(state_->mutex);
    return state_->books.admitted;
}

void StubServer::become(std::set<Defect> defects)
{
    const std::lock_guard lock(state_->mutex);
    state_->books.defects = std::move(defects);
}

} // namespace ace::loadtest
