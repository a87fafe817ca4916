// SPDX-License-Identifier: MIT
#include <ace/server/shop/Shop.h>

#include "BrowsePages.h"
#include "CartPages.h"
#include "MailPages.h"
#include "OrderPages.h"
#include "WaitPages.h"

#include <ace/server/web/Static.h>

#include <sstream>
#include <tuple>

namespace ace::server::shop {

namespace {

// What customers may see of http::ProblemKind, for xgettext.
[[maybe_unused]] constexpr const char* kShown[] = {
    web::word("The request cannot be understood"),
    web::word("Not allowed with this credential"),
    web::word("There is nothing here"),
    web::word("The address is wrong, or what it named is gone."),
    web::word("No such event"),
    web::word("No such order"),
    web::word("Not with this method"),
    web::word("The request took too long to arrive"),
    web::word("The state has changed"),
    web::word("The ticket is not valid"),
    web::word("The request is too large"),
    web::word("Too many requests"),
    web::word("The header is too large"),
    web::word("Something went wrong here"),
    web::word("Too much at once"),
    web::word("A part of the system cannot be reached"),
    web::word("A part of the system is not set up"),
    web::word("It took too long"),
    web::word("The outcome is not known yet"),
};

// What a page says of it is looked up, or is in its language already; what the front says is English, where
// the kind's meaning may say it better.
std::string textOf(const http::Problem& problem, const web::Words& say)
{
    const std::string text = say(problem.detail().c_str()), meaning(problem.kind().meaning);
    const std::string meant = say(meaning.c_str());
    return text == problem.detail() && meant != meaning ? meant : text;
}

// These are told by pages, in words for customers; the text of the others is for programs.
bool isForCustomers(int status)
{
    return status == 400 || status == 403 || status == 404 || status == 409 || status == 422 || status == 429;
}

// What to do now.
std::string adviceOn(int status, const web::Words& say)
{
    switch (status) {
    case 404:
        return say("Look at the address again, or start from the list of events.");
    case 408:
        return say("Your connection is slow or was cut. Go back and try again: nothing was ordered.");
    case 413:
    case 431:
        return say("More was sent than this page takes. Go back and send less.");
    case 429:
        return say("Wait a moment, then load this page again. What is in your cart stays there.");
    case 500:
        return say(
            "This is our fault, and it is on record. Wait a minute, then load this page again. An order "
            "that you have paid is safe: open its page again.");
    case 503:
        return say(
            "Many people are here just now, or something is being mended. Wait a moment, then load this "
            "page again. What is in your cart stays there.");
    case 504:
        return say("Load this page again to see what became of it: you will not be charged twice.");
    default:
        return say("Go back to the page before, load it again and try once more.");
    }
}

// Something to say, and what to do about it.
void showMessage(const Services& services, Response& response, const http::ProblemKind& kind, Data data)
{
    data["title"] = services.templates.words()(std::string(kind.title).c_str());
    data["status"] = std::to_string(kind.status);
    data["code"] = std::string(kind.code);
    showPage(services, response, kind.status, "message", std::move(data), {});
}

// What the organiser says for good, in paragraphs.
class TextPage : public Page
{
public:
    TextPage(const Services& services, const char* title, std::string path, std::string text)
        : Page(services), title_(title), path_(std::move(path)), text_(std::move(text))
    {
    }
    void handleRequest(Request& request, Response& response) override
    {
        Data data, list = emptyList();
        data["title"] = say(title_);
        data["here"] = path_;
        for (std::string_view rest = text_; !rest.empty();) {
            const std::size_t end = rest.find("\n\n");
            const std::string_view part = rest.substr(0, end);
            rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 2);
            Data row;
            if (part.starts_with("# "))
                row["subject"] = std::string(part.substr(2));
            else if (part.find_first_not_of('\n') != std::string_view::npos)
                row["paragraph"] = std::string(part);
            else
                continue;
            list << row;
        }
        data["parts"] = std::move(list);
        show(response, 200, "text", std::move(data), services_.cart.read(request));
    }

private:
    const char* title_;
    std::string path_;
    std::string text_;
};

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
        Data data;
        data["text"] = std::string(kind->meaning);
        http::ProblemKind told = *kind;
        told.status = 200;
        showMessage(services_, response, told, std::move(data));
    }

private:
    std::string code_;
};

template <class PageOfOrder>
void addOrderRoute(http::Router& router, const Services& services, std::string method,
                   const std::string& path)
{
    const std::string at(services.templates.words().pathPrefix());
    router.add(std::move(method), at + "/orders/{}/{}" + path, [&services](const http::PathValues& values) {
        return std::make_unique<PageOfOrder>(services, values[0], values[1]);
    });
}

void addOrderRoutes(http::Router& router, const Services& services)
{
    addOrderRoute<OrderPage>(router, services, "GET", "");
    addOrderRoute<OrderStatePage>(router, services, "GET", "/state.json");
    addOrderRoute<OrderPayPage>(router, services, "GET", "/pay");
    addOrderRoute<OrderCancelPage>(router, services, "GET", "/cancel");
    addOrderRoute<OrderCancelPage>(router, services, "POST", "/cancel");
    addOrderRoute<OrderCalendarPage>(router, services, "GET", "/event.ics");
    addOrderRoute<OrderManifestPage>(router, services, "GET", "/app.webmanifest");
    if (services.mails)
        addOrderRoute<ResendPage>(router, services, "POST", "/resend");
    const std::string at(services.templates.words().pathPrefix());
    if (services.mailsLinks)
        for (const char* method : {"GET", "POST"})
            router.serve<LostPage>(method, at + "/lost", services);
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

void addTextRoutes(http::Router& router, const Services& services)
{
    const Organiser& organiser = services.organiser;
    for (const auto& [path, title, text] : {std::tuple("/imprint", web::word("Imprint"), organiser.imprint),
                                            std::tuple("/terms", web::word("Terms"), organiser.terms)})
        if (!text.empty())
            router.add("GET", std::string(services.templates.words().pathPrefix()) + path,
                       [&services, path, title, text](const http::PathValues&) {
                           return std::make_unique<TextPage>(services, title, path, text);
                       });
}

} // namespace

std::string organisersText(std::string_view file)
{
    std::string text, line;
    std::istringstream lines{std::string(file)};
    while (std::getline(lines, line)) {
        line = cleanUtf8(line);
        line.erase(line.find_last_not_of(" \t\r") + 1);
        text += line + "\n";
    }
    text.erase(text.find_last_not_of('\n') + 1);
    return text;
}

access::RateLimits rateLimits()
{
    access::RateLimits limits;
    const auto of = [&](Rate rate) -> access::RateLimit& {
        return limits.address[static_cast<std::size_t>(rate)];
    };
    of(kAsk) = {30, 0.5};
    of(kLook) = {100, 2};
    of(kQueue) = {60, 1};
    of(kFind) = {5, 1.0 / 60};
    limits.credential[static_cast<std::size_t>(kLook)] = {2, 0.25}; // of an order
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
    router.add("GET", at + "/events/{}/wait", [&services](const http::PathValues& values) {
        return std::make_unique<WaitPage>(services, values[0]);
    });
    router.add("GET", at + "/events/{}/wait/status", [&services](const http::PathValues& values) {
        return std::make_unique<WaitStatus>(services, values[0]);
    });
    router.add(
        "GET", at + "/events/{}/availability.json",
        [&services](const http::PathValues& values) {
            return std::make_unique<AvailabilityPage>(services, values[0]);
        },
        hot);
    router.serve<CartPage>("GET", at + "/cart", services);
    router.serve<CartVoucherPage>("POST", at + "/cart/voucher", services);
    router.serve<ChangeCartPage>("POST", at + "/cart", services);
    router.serve<CheckoutPage>("POST", at + "/checkout", services);
    addOrderRoutes(router, services);
    addTextRoutes(router, services);
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
    const web::Words& say = services.templates.words();
    const int status = problem.kind().status;
    Data data;
    if (isForCustomers(status))
        data["text"] = textOf(problem, say);
    data["advice"] = adviceOn(status, say);
    showMessage(services, response, problem.kind(), std::move(data));
}

} // namespace ace::server::shop
