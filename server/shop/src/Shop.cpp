// SPDX-License-Identifier: MIT
#include <ace/server/shop/Shop.h>

#include "BrowsePages.h"
#include "CartPages.h"
#include "OrderPages.h"

#include <ace/server/web/Static.h>

namespace ace::server::shop {

namespace {

// Something to say, and nothing to do about it.
void showMessage(const Services& services, Response& response, int status, const http::ProblemKind& kind,
                 const std::string& text)
{
    Data data;
    data["title"] = std::string(kind.title);
    data["text"] = text;
    data["status"] = std::to_string(kind.status);
    data["code"] = std::string(kind.code);
    showPage(services, response, status, "message", std::move(data), {});
}

// What a code of the API means.
class ProblemPage : public Page
{
public:
    ProblemPage(const Services& services, std::string code) : Page(services), code_(std::move(code)) {}
    void handleRequest(Request&, Response& response) override
    {
        const http::ProblemKind* kind = http::findProblemKind(code_);
        if (!kind)
            throw http::Problem("not_found", "There is no problem with this code.");
        showMessage(services_, response, 200, *kind, std::string(kind->meaning));
    }

private:
    std::string code_;
};

void addOrderRoutes(http::Router& router, const Services& services)
{
    router.add("GET", "/orders/{}/{}", [&services](const http::PathValues& values) {
        return std::make_unique<OrderPage>(services, values[0], values[1]);
    });
    http::RouteOptions document;
    document.slow = true;
    router.add(
        "GET", "/orders/{}/{}/tickets.pdf",
        [&services](const http::PathValues& values) {
            return std::make_unique<OrderPdfPage>(services, values[0], values[1]);
        },
        document);
    router.add(
        "GET", "/orders/{}/{}/tickets/{}.pdf",
        [&services](const http::PathValues& values) {
            return std::make_unique<OrderPdfPage>(services, values[0], values[1], values[2]);
        },
        document);
}

} // namespace

access::RateLimits rateLimits()
{
    access::RateLimits limits;
    limits.address[static_cast<std::size_t>(access::RateClass::Write)] = {30, 0.5};
    limits.address[static_cast<std::size_t>(access::RateClass::Read)] = {100, 2};
    return limits;
}

void addRoutes(http::Router& router, const Services& services)
{
    http::RouteOptions hot; // a sale shows within this time; who has a cart gets a page of their own
    hot.shareFor = std::chrono::milliseconds(500);
    router.serve<EventListPage>(hot, "GET", "/", services);
    router.add(
        "GET", "/events/{}",
        [&services](const http::PathValues& values) {
            return std::make_unique<EventPage>(services, values[0]);
        },
        hot);
    router.serve<CartPage>("GET", "/cart", services);
    router.serve<ChangeCartPage>("POST", "/cart", services);
    router.serve<CheckoutPage>("POST", "/checkout", services);
    addOrderRoutes(router, services);
    router.add("GET", "/problems/{}", [&services](const http::PathValues& values) {
        return std::make_unique<ProblemPage>(services, values[0]);
    });
    web::addStaticRoutes(router);
    if (!services.demo)
        return;
    for (const char* method : {"GET", "POST"})
        router.add(method, "/pay/test/{}", [&services](const http::PathValues& values) {
            return std::make_unique<TestPaymentPage>(services, values[0]);
        });
}

void showProblem(const Services& services, const Request&, Response& response, const http::Problem& problem)
{
    for (const auto& [name, value] : problem.headers())
        response.set(name, value);
    showMessage(services, response, problem.kind().status, problem.kind(), problem.detail());
}

} // namespace ace::server::shop
