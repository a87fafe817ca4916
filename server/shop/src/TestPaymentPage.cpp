// SPDX-License-Identifier: MIT
#include "Form.h"
#include "OrderPages.h"
#include "OwnForms.h"

#include <ace/server/http/Answer.h>

#include <map>

namespace ace::server::shop {

void TestPaymentPage::handleRequest(Request& request, Response& response)
{
    if (!PaymentId::parse(payment_))
        throw http::Problem("not_found", "There is no such payment.");
    if (request.getMethod() == "POST")
        decide(request, response);
    else
        ask(request, response);
}

void TestPaymentPage::ask(Request& request, Response& response) const
{
    Data data;
    data["title"] = say("Simulated payment");
    data["payment"] = payment_;
    std::map<std::string, std::string> query;
    for (const auto& [name, value] : http::queryOf(request))
        query[name] = value;
    const auto record = http::valueOrThrow(services_.boxOffice.findOrder(query["code"]));
    if (record && record->payment && record->payment->id.toString() == payment_ &&
        equalInConstantTime(record->order.key, query["key"])) {
        data["order"] = true;
        data["code"] = record->order.code;
        data["total"] = record->order.total.format();
        data["orderUrl"] = pathTo(record->order);
    }
    show(response, 200, "test-payment", std::move(data), services_.cart.read(request));
}

void TestPaymentPage::decide(Request& request, Response& response) const
{
    requireOwnForm(services_, request);
    const std::string outcome = Form(request).text("outcome");
    if (outcome != "approve" && outcome != "decline")
        throw http::Problem("malformed", "The outcome must be approve or decline.");
    const auto record = http::valueOrThrow(services_.boxOffice.notifyPayment(
        services_.cardMethod, {}, "payment=" + payment_ + "&outcome=" + outcome));
    if (record.order.state == OrderState::Paid)
        services_.cart.write(response, {});
    http::seeOther(response, pathTo(record.order));
}

} // namespace ace::server::shop
