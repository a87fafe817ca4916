// SPDX-License-Identifier: MIT
#include <ace/server/shop/Shop.h>

#include "BrowsePages.h"
#include "CartPages.h"
#include "MailPages.h"
#include "OrderPages.h"

#include <ace/server/web/Static.h>

namespace ace::server::shop {

namespace {

// What customers may see of http::ProblemKind, for xgettext.
[[maybe_unused]] constexpr const char* kShown[] = {
    web::word("The request cannot be understood"),
    web::word("There is nothing here"),
    web::word("The address is wrong, or what it named is gone."),
    web::word("No such event"),
    web::word("No such order"),
    web::word("Not with this method"),
    web::word("Too many requests"),
    web::word("Something went wrong here"),
    web::word("A part of the system is not set up"),
};

// What a page says of it is looked up, or is in its language already; what the front says is English, where
// the kind's meaning may say it better.
std::string textOf(const http::Problem& problem, const web::Words& say)
{
    const std::string text = say(problem.detail().c_str()), meaning(problem.kind().meaning);
    const std::string meant = say(meaning.c_str());
    return text == problem.detail() && meant != meaning ? meant : text;
}

// Something to say, and nothing to do about it.
void showMessage(const Services& services, Response& response, int status, const http::ProblemKind& kind,
                 const std::string& text)
{
    Data data;
    data["title"] = services.templates.words()(std::string(kind.title).c_str());
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
    const std::string at(services.templates.words().pathPrefix());
    router.add("GET", at + "/orders/{}/{}", [&services](const http::PathValues& values) {
        return std::make_unique<OrderPage>(services, values[0], values[1]);
    });
    if (services.mails)
        router.add("POST", at + "/orders/{}/{}/resend", [&services](const http::PathValues& values) {
            return std::make_unique<ResendPage>(services, values[0], values[1]);
        });
    if (services.mailsLinks) {
        router.serve<LostPage>("GET", at + "/lost", services);
        router.serve<LostPage>("POST", at + "/lost", services);
    }
    http::RouteOptions document;
    document.slow = true;
    router.add(
        "GET", at + "/orders/{}/{}/tickets.pdf",
        [&services](const http::PathValues& values) {
            return std::make_unique<OrderPdfPage>(services, values[0], values[1]);
        },
        document);
    router.add(
        "GET", at + "/orders/{}/{}/tickets/{}.pdf",
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
    limits.address[static_cast<std::size_t>(access::RateClass::Login)] = {5, 1.0 / 60};
    return limits;
}

std::string orderUrl(const std::string& publicUrl, const Order& order, std::string_view language)
{
    const auto& words =
        web::Words::of(language.starts_with("es") ? web::Language::Spanish : web::Language::English);
    return publicUrl + std::string(words.pathPrefix()) + "/orders/" + order.code + "/" + order.key;
}

void addRoutes(http::Router& router, const Services& services)
{
    http::RouteOptions hot; // a sale shows within this time; who has a cart gets a page of their own
    hot.shareFor = std::chrono::milliseconds(500);
    const std::string at(services.templates.words().pathPrefix());
    router.serve<EventListPage>(hot, "GET", at + "/", services);
    if (!at.empty())
        router.serve<EventListPage>(hot, "GET", at, services);
    router.add(
        "GET", at + "/events/{}",
        [&services](const http::PathValues& values) {
            return std::make_unique<EventPage>(services, values[0]);
        },
        hot);
    router.serve<CartPage>("GET", at + "/cart", services);
    router.serve<ChangeCartPage>("POST", at + "/cart", services);
    router.serve<CheckoutPage>("POST", at + "/checkout", services);
    addOrderRoutes(router, services);
    if (services.demo)
        for (const char* method : {"GET", "POST"})
            router.add(method, at + "/pay/test/{}", [&services](const http::PathValues& values) {
                return std::make_unique<TestPaymentPage>(services, values[0]);
            });
    if (!at.empty())
        return;
    // What has no language.
    router.add("GET", "/problems/{}", [&services](const http::PathValues& values) {
        return std::make_unique<ProblemPage>(services, values[0]);
    });
    web::addStaticRoutes(router);
}

void showProblem(const Services& services, const Request&, Response& response, const http::Problem& problem)
{
    for (const auto& [name, value] : problem.headers())
        response.set(name, value);
    showMessage(services, response, problem.kind().status, problem.kind(),
                textOf(problem, services.templates.words()));
}

} // namespace ace::server::shop
