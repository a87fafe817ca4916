// SPDX-License-Identifier: MIT
// Use cases that answer what a test wants, and remember what they were asked.
#pragma once

#include "TestSupport.h"

#include <ace/admission/Admission.h>
#include <ace/box-office/BoxOffice.h>
#include <ace/catalog/Catalog.h>
#include <ace/sdk/port/TicketOutput.h>

#include <atomic>
#include <functional>
#include <mutex>

namespace ace::test {

inline Failure notAsked() { return failure(ErrorCode::Internal, "the test did not expect this call"); }

class FakeCatalog : public catalog::Catalog
{
public:
    Result<std::vector<catalog::EventPtr>> listEvents() override
    {
        if (broken)
            return failure(broken->code, broken->message);
        return events;
    }
    Result<catalog::EventPtr> findEvent(std::string_view slug) override
    {
        if (broken)
            return failure(broken->code, broken->message);
        for (const auto& event : events)
            if (event->event.slug == slug)
                return event;
        return nullptr;
    }
    Result<catalog::EventPtr> findEventOfKey(KeyId) override { return notAsked(); }
    Result<std::vector<QuotaLevel>> quotaLevels(EventId) override { return levels; }
    Result<GatePlace> findGate(std::string_view) override { return notAsked(); }

    std::vector<catalog::EventPtr> events;
    std::vector<QuotaLevel> levels;
    std::optional<Error> broken;
};

class FakeBoxOffice : public boxoffice::BoxOffice
{
public:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    Result<boxoffice::SellOutcome> sell(const boxoffice::OrderRequest& request) override
    {
        asked.push_back(request);
        return onSell ? onSell(request) : notAsked();
    }
    Result<boxoffice::HoldOutcome> hold(const boxoffice::OrderRequest& request) override
    {
        asked.push_back(request);
        return onHold ? onHold(request) : notAsked();
    }
    Result<boxoffice::HoldOutcome> resume(OrderId) override { return onResume ? onResume() : notAsked(); }
    Result<OrderRecord> abandon(OrderId) override
    {
        if (!onAbandon)
            return notAsked();
        ++abandoned;
        order = *onAbandon;
        return *order;
    }
    Result<OrderRecord> settle(OrderId) override
    {
        ++settled;
        return order ? Result<OrderRecord>(*order) : failure(ErrorCode::Timeout, "no answer");
    }
    Result<OrderRecord> notifyPayment(const std::string& method, const Headers&,
                                      const std::string& body) override
    {
        notified = method + ":" + body;
        return order ? Result<OrderRecord>(*order) : failure(ErrorCode::NotFound, "no such payment");
    }
    Result<std::optional<OrderId>> takePaymentMessage(const std::string& method, const Headers& headers,
                                                      const std::string& body) override
    {
        notified = method + ":" + body;
        notifiedHeaders = headers;
        return onMessage;
    }
    Result<std::optional<OrderRecord>> findOrder(std::string_view code) override
    {
        return order && order->order.code == code ? order : std::nullopt;
    }
    Result<void> cancelOrder(OrderId) override { return notAsked(); }
    Result<std::optional<boxoffice::TicketRecord>> findTicket(TicketId) override { return notAsked(); }
    Result<boxoffice::RefundOutcome> voidOrder(const std::string&, const std::string&,
                                               const sdk::Act&) override
    {
        return notAsked();
    }
    Result<boxoffice::RefundOutcome> refund(const boxoffice::RefundRequest& request) override
    {
        refunds.push_back(request);
        return onRefund;
    }
    Result<boxoffice::TicketOutcome> setTicketBlocked(TicketId, bool, const sdk::Act&) override
    {
        return notAsked();
    }
    Result<boxoffice::TicketOutcome> renameTicket(TicketId, const std::string&, const sdk::Act&) override
    {
        return notAsked();
    }
    Result<boxoffice::TicketOutcome> reissueTicket(TicketId, const sdk::Act&) override { return notAsked(); }
    Result<void> revokeTicket(TicketId) override { return notAsked(); }
    Result<boxoffice::ResendOutcome> resendOrder(const boxoffice::ResendRequest& request) override
    {
        resent.push_back(request);
        return onResend;
    }
    Result<void> sendLinks(const std::string& email, const std::string& language) override
    {
        linksAskedFor.push_back(email + " " + language);
        return {};
    }

    std::function<Result<boxoffice::SellOutcome>(const boxoffice::OrderRequest&)> onSell;
    std::function<Result<boxoffice::HoldOutcome>(const boxoffice::OrderRequest&)> onHold;
    std::function<Result<boxoffice::HoldOutcome>()> onResume;
    std::optional<OrderRecord> onAbandon; // what the order is from then on
    int abandoned = 0;
    std::atomic<int> settled = 0; // how often it was asked
    Result<boxoffice::RefundOutcome> onRefund = notAsked();
    std::vector<boxoffice::RefundRequest> refunds;
    std::optional<OrderRecord> order;
    std::vector<boxoffice::OrderRequest> asked;
    std::vector<boxoffice::ResendRequest> resent;
    std::vector<std::string> linksAskedFor;
    Result<boxoffice::ResendOutcome> onResend = notAsked();
    std::string notified;
    Headers notifiedHeaders;
    Result<std::optional<OrderId>> onMessage = notAsked();
};

class FakeAdmission : public admission::Admission
{
public:
    Result<admission::ScanOutcome> admit(const admission::ScanRequest& request) override
    {
        asked.push_back(request);
        return answer;
    }

    Result<admission::ScanOutcome> answer = notAsked();
    std::vector<admission::ScanRequest> asked;
};

class FakeOutput : public sdk::TicketOutput
{
public:
    Result<sdk::Rendered> render(const sdk::Document& document) override
    {
        return sdk::Rendered{"application/pdf", "%PDF " + std::to_string(document.blocks.size())};
    }
    Result<void> submit(const std::string&, const sdk::Document&, const sdk::Delivery&) override
    {
        return notAsked();
    }
};

} // namespace ace::test
