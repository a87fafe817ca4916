// SPDX-License-Identifier: MIT
#include "MailPages.h"

#include "Form.h"
#include "OwnForms.h"

#include <ace/server/http/Answer.h>

namespace ace::server::shop {

namespace {

// "ana@example.org" → "a…@example.org": enough for whoever knows it.
std::string masked(const std::string& email)
{
    const std::size_t at = email.find('@');
    if (at == std::string::npos || at == 0)
        return email;
    std::size_t first = 1; // a whole character of UTF-8
    while (first < at && (static_cast<unsigned char>(email[first]) & 0xC0) == 0x80)
        ++first;
    return email.substr(0, first) + "…" + email.substr(at);
}

// What became of it, as the page's address says after the form.
const char* wordOf(boxoffice::Refusal refusal)
{
    switch (refusal) {
    case boxoffice::Refusal::ResentTooOften:
        return "later";
    case boxoffice::Refusal::InvalidEmail:
    case boxoffice::Refusal::NoEmail:
        return "address";
    default:
        return "not";
    }
}

std::string sentWord(const Request& request)
{
    for (const auto& [name, value] : http::queryOf(request))
        if (name == "sent")
            return value;
    return {};
}

} // namespace

void setMail(Data& data, const Services& services, const Request& request, const Order& order)
{
    const web::Words& say = services.templates.words();
    if (!services.mails || order.state != OrderState::Paid)
        return;
    const std::string sent = sentWord(request), email = masked(order.customer.email);
    data["mail"] = true;
    setIf(data, "mailTo", email);
    if (order.undeliverableAt) {
        data["mailFailed"] =
            say("We could not deliver your tickets to {1}. Please correct the address.", {email});
        data["mailOpen"] = true;
    }
    if (sent == "yes" && !order.undeliverableAt)
        data["mailSent"] = say("Sent to {1}. It arrives within a few minutes.", {email});
    else if (sent == "later")
        data["mailFailed"] =
            say("It was sent three times within an hour. Please wait for that mail, and look "
                "among the unwanted ones too.");
    else if (sent == "address") {
        data["mailFailed"] = say("This does not look like an e-mail address.");
        data["mailOpen"] = true;
    } else if (sent == "not")
        data["mailFailed"] = say("It could not be sent just now. Please try again in a while.");
}

void ResendPage::handleRequest(Request& request, Response& response)
{
    requireOwnForm(services_, request);
    const Form form(request);
    const OrderRecord record = load();
    if (const auto wait = waitOf(request, kAsk))
        throw http::Problem(
            "too_many_requests",
            say("Many mails are asked for from your connection just now. Please try again in {1} s.",
                {std::to_string(wait->count())}),
            {{"Retry-After", std::to_string(wait->count())}});
    const auto outcome = services_.boxOffice.resendOrder({record.order.code, form.text("email"), {}});
    const auto* refused = outcome ? std::get_if<boxoffice::Refused>(&*outcome) : nullptr;
    const char* sent = !outcome ? "not" : refused ? wordOf(refused->refusal) : "yes";
    http::seeOther(response, pathTo(record.order) + "?sent=" + sent + "#mail");
}

void LostPage::handleRequest(Request& request, Response& response)
{
    if (request.getMethod() == "POST")
        answer(request, response);
    else
        show(request, response, {});
}

void LostPage::answer(Request& request, Response& response) const
{
    requireOwnForm(services_, request);
    LostForm form{Form(request).text("email"), {}, {}, 200};
    if (!looksLikeEmail(form.email)) {
        form.error = form.email.empty() ? say("Please give an e-mail address.")
                                        : say("This does not look like an e-mail address.");
        form.status = 422;
        return show(request, response, form);
    }
    if (const auto wait = waitOf(request, kFind)) {
        form.notice =
            say("Many mails are asked for from your connection just now. Please try again in {1} s.",
                {std::to_string(wait->count())});
        form.status = 429;
        response.set("Retry-After", std::to_string(wait->count()));
        return show(request, response, form);
    }
    if (auto promised = services_.boxOffice.sendLinks(form.email, std::string(say.code())); !promised)
        throw http::problemOf(promised.error());
    Data data;
    data["title"] = say("Lost tickets");
    data["here"] = "/lost";
    data["done"] = true;
    Page::show(response, 200, "lost", std::move(data), services_.cart.read(request));
}

void LostPage::show(Request& request, Response& response, const LostForm& form) const
{
    Data data;
    data["title"] = say("Lost tickets");
    data["here"] = "/lost";
    data["form"] = true;
    data["email"] = form.email;
    setIf(data, "emailError", form.error);
    setIf(data, "notice", form.notice);
    Page::show(response, form.status, "lost", std::move(data), services_.cart.read(request));
}

} // namespace ace::server::shop
