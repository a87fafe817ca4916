// SPDX-License-Identifier: MIT
#include "Crowd.h"

#include <ace/base/Thread.h>

#include <Poco/Exception.h>
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPCookie.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/StreamCopier.h>
#include <Poco/URI.h>
#include <nlohmann/json.hpp>

#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>
#include <queue>
#include <stdexcept>

namespace ace::server {

namespace {

using std::chrono::milliseconds;
using Is = Customer::Is;

constexpr std::size_t kThreads = 24;
constexpr int kFaster = 10;
constexpr milliseconds kDone{-1};

struct Page
{
    int status = 0;
    std::string location;
    std::string body;
};

std::string hiddenIn(const std::string& page, const std::string& name)
{
    const std::string field = "name=\"" + name + "\" value=\"";
    const std::size_t at = page.find(field);
    if (at == std::string::npos)
        throw std::runtime_error("the page has no " + name);
    const std::size_t begin = at + field.size();
    return page.substr(begin, page.find('"', begin) - begin);
}

bool isOver(Is is) { return is == Is::Served || is == Is::SoldOut || is == Is::Refused; }

} // namespace

// A connection of one thread, used by one customer after another.
class Crowd::Browser
{
public:
    explicit Browser(std::uint16_t port) : session_("127.0.0.1", port)
    {
        session_.setKeepAlive(true);
        session_.setTimeout(Poco::Timespan(60, 0));
    }

    Page get(Customer& customer, const std::string& path)
    {
        return send(customer, session_, "GET", path, {});
    }
    Page post(Customer& customer, const std::string& path, const std::string& form)
    {
        return send(customer, session_, "POST", path, form);
    }
    Page postElsewhere(Customer& customer, const std::string& url, const std::string& form)
    {
        const Poco::URI uri(url);
        Poco::Net::HTTPClientSession session(uri.getHost(), uri.getPort());
        session.setTimeout(Poco::Timespan(60, 0));
        Customer stranger{
            customer.address, {}, {}, {}, {}, {}, {}, {}}; // another site has no cookies of ours
        return send(stranger, session, "POST", uri.getPathAndQuery(), form);
    }

private:
    static Page send(Customer& customer, Poco::Net::HTTPClientSession& session, const std::string& method,
                     const std::string& path, const std::string& form)
    {
        Poco::Net::HTTPRequest request(method, path, Poco::Net::HTTPMessage::HTTP_1_1);
        request.set("X-Forwarded-For", customer.address);
        std::string cookies;
        for (const auto& [name, value] : customer.cookies)
            cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
        if (!cookies.empty())
            request.set("Cookie", cookies);
        if (method == "POST") {
            request.setContentType("application/x-www-form-urlencoded");
            request.setContentLength(static_cast<std::streamsize>(form.size()));
        }
        session.sendRequest(request) << form;
        Poco::Net::HTTPResponse response;
        Page page;
        Poco::StreamCopier::copyToString(session.receiveResponse(response), page.body);
        page.status = response.getStatus();
        page.location = response.get("Location", "");
        std::vector<Poco::Net::HTTPCookie> kept;
        response.getCookies(kept);
        for (const auto& cookie : kept)
            customer.cookies[cookie.getName()] = cookie.getValue();
        ++customer.views;
        return page;
    }

    Poco::Net::HTTPClientSession session_;
};

Crowd::Crowd(Shop shop, std::size_t customers) : shop_(std::move(shop))
{
    for (std::size_t i = 0; i < customers; ++i)
        customers_.push_back({"10.9." + std::to_string(i / 250) + "." + std::to_string(1 + i % 250),
                              {},
                              {},
                              {},
                              {},
                              {},
                              {},
                              {}});
}

void Crowd::run(std::size_t early, milliseconds spread, std::chrono::seconds most)
{
    using Clock = std::chrono::steady_clock;
    using Due = std::pair<Clock::time_point, Customer*>;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
    const auto begun = Clock::now();
    for (std::size_t i = 0; i < customers_.size(); ++i) {
        const double share =
            i < early ? 0 : static_cast<double>(i - early) / static_cast<double>(customers_.size() - early);
        due.emplace(begun + std::chrono::duration_cast<Clock::duration>(spread * share), &customers_[i]);
    }
    std::mutex mutex;
    std::condition_variable changed;
    std::size_t left = customers_.size();
    std::vector<Thread> threads;
    for (std::size_t i = 0; i < kThreads; ++i)
        threads.emplace_back("crowd", [&] {
            ::setpriority(PRIO_PROCESS, 0, 10); // of this thread
            Browser browser(shop_.port);
            std::unique_lock lock(mutex);
            while (left > 0 && Clock::now() < begun + most) {
                if (due.empty() || due.top().first > Clock::now()) {
                    changed.wait_until(lock, due.empty() ? Clock::now() + milliseconds(20) : due.top().first);
                    continue;
                }
                Customer& customer = *due.top().second;
                due.pop();
                lock.unlock();
                const milliseconds pause = step(customer, browser);
                lock.lock();
                if (isOver(customer.is))
                    --left;
                else
                    due.emplace(Clock::now() + pause, &customer);
                changed.notify_one();
            }
        });
}

milliseconds Crowd::step(Customer& customer, Browser& browser)
{
    try {
        switch (customer.is) {
        case Is::Coming:
            return arrive(customer, browser);
        case Is::Waiting:
            return wait(customer, browser);
        case Is::Shopping:
            return shop(customer, browser);
        case Is::Paying:
            return pay(customer, browser);
        case Is::Returning:
            return comeBack(customer, browser);
        case Is::Served:
        case Is::SoldOut:
        case Is::Refused:
            break;
        }
    } catch (const Poco::Exception& problem) { // a connection failed
        customer.trouble = problem.displayText();
    } catch (const std::exception& problem) {
        customer.trouble = problem.what();
    }
    customer.is = Is::Refused;
    return kDone;
}

milliseconds Crowd::arrive(Customer& customer, Browser& browser)
{
    browser.get(customer, "/");
    browser.get(customer, "/events/" + shop_.event);
    const Page page = browser.get(customer, "/events/" + shop_.event + "/wait");
    customer.is = page.status == 303 ? Is::Shopping : Is::Waiting;
    return milliseconds(0);
}

milliseconds Crowd::wait(Customer& customer, Browser& browser)
{
    const Page told = browser.get(customer, "/events/" + shop_.event + "/wait/status");
    if (told.status != 200)
        throw std::runtime_error("the status of the wait is " + std::to_string(told.status));
    const auto status = nlohmann::json::parse(told.body);
    const std::string turn = status.at("turn");
    if (const std::int64_t place = status.at("place"); place != 0)
        customer.place = place;
    if (turn == "sold_out") {
        customer.is = Is::SoldOut;
        return kDone;
    }
    if (turn == "wait")
        return milliseconds(1000 * status.at("ask_again").get<int>() / kFaster);
    if (browser.get(customer, "/events/" + shop_.event + "/wait").status == 303)
        customer.is = Is::Shopping;
    return milliseconds(0);
}

milliseconds Crowd::shop(Customer& customer, Browser& browser)
{
    const Page picked = browser.post(customer, "/cart", "event=" + shop_.event + "&q-" + shop_.type + "=1");
    const Page cart = browser.get(customer, "/cart");
    if (picked.status != 303 || cart.status != 200)
        throw std::runtime_error("the cart answers " + std::to_string(picked.status) + ", " +
                                     std::to_string(cart.status));
    const Page ordered =
        browser.post(customer, "/checkout",
                     "nonce=" + hiddenIn(cart.body, "nonce") + "&total=" + hiddenIn(cart.body, "total") +
                         "&name=Ann+Crowd&email=ann%40example.com");
    if (ordered.status != 303)
        throw std::runtime_error("the checkout answers " + std::to_string(ordered.status));
    customer.payAt = ordered.location;
    customer.is = Is::Paying;
    return milliseconds(0);
}

milliseconds Crowd::pay(Customer& customer, Browser& browser)
{
    const Page paid = browser.postElsewhere(customer, customer.payAt,
                                            "action=pay&number=4242424242424242&email=ann%40example.com");
    if (paid.status != 303)
        throw std::runtime_error("the payment answers " + std::to_string(paid.status));
    customer.orderPath = Poco::URI(paid.location).getPath();
    customer.is = Is::Returning;
    return milliseconds(0);
}

milliseconds Crowd::comeBack(Customer& customer, Browser& browser)
{
    const Page order = browser.get(customer, customer.orderPath);
    if (order.status != 200)
        throw std::runtime_error("the order's page answers " + std::to_string(order.status));
    if (order.body.find("QR code of ticket 1") == std::string::npos)
        return milliseconds(200);
    customer.is = Is::Served;
    const std::lock_guard lock(mutex_);
    if (firstOrder_.empty())
        firstOrder_ = customer.orderPath;
    return kDone;
}

std::size_t Crowd::count(Is what) const
{
    return static_cast<std::size_t>(std::ranges::count(customers_, what, &Customer::is));
}

std::string Crowd::firstOrder() const
{
    const std::lock_guard lock(mutex_);
    return firstOrder_;
}

} // namespace ace::server
