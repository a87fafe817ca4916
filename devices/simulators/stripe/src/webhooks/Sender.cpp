// SPDX-License-Identifier: MIT
#include "Sender.h"

#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/URI.h>

namespace ace::stripesimulator {

namespace {

constexpr std::chrono::milliseconds kLookEvery{25};
constexpr long kPostSecondsMost = 5;
constexpr std::size_t kAnswerMost = 500;

} // namespace

Sender::Sender(Account& account, Deliveries& deliveries, std::mutex& mutex, Post post)
    : account_(account), deliveries_(deliveries), mutex_(mutex), post_(std::move(post))
{
    threads_.emplace_back("stripe-sim-send", [this] { run(false); });
    threads_.emplace_back("stripe-sim-send", [this] { run(true); });
}

Sender::~Sender()
{
    {
        const std::lock_guard lock(mutex_);
        ends_ = true;
    }
    wake_.notify_all();
}

void Sender::run(bool isSecond)
{
    std::unique_lock lock(mutex_);
    while (!ends_) {
        account_.runDue();
        const bool works = !isSecond || deliveries_.knobs().parallel;
        const auto delivery = works ? deliveries_.takeDue() : std::nullopt;
        if (!delivery) {
            wake_.wait_for(lock, kLookEvery, [this] { return ends_; });
            continue;
        }
        lock.unlock();
        const DeliveryOutcome outcome = post_(*delivery);
        lock.lock();
        deliveries_.record(*delivery, outcome);
    }
}

DeliveryOutcome postWebhook(const Delivery& delivery)
{
    try {
        const Poco::URI uri(delivery.url);
        Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
        session.setTimeout(Poco::Timespan(kPostSecondsMost, 0));
        Poco::Net::HTTPRequest request("POST", uri.getPathAndQuery().empty() ? "/" : uri.getPathAndQuery(),
                                       Poco::Net::HTTPRequest::HTTP_1_1);
        request.setContentType("application/json; charset=utf-8");
        request.setContentLength(static_cast<std::streamsize>(delivery.body.size()));
        request.set("Stripe-Signature", delivery.signature);
        request.set("User-Agent", "Stripe/1.0 (SIMULATOR)");
        session.sendRequest(request) << delivery.body;
        Poco::Net::HTTPResponse response;
        std::istream& in = session.receiveResponse(response);
        std::string answer(kAnswerMost, '\0');
        in.read(answer.data(), static_cast<std::streamsize>(answer.size()));
        answer.resize(static_cast<std::size_t>(in.gcount()));
        return {response.getStatus(), answer};
    } catch (const Poco::Exception& error) {
        return {0, error.displayText()};
    }
}

} // namespace ace::stripesimulator
