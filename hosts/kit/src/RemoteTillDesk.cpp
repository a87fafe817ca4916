// SPDX-License-Identifier: MIT
#include <ace/kit/RemoteTillDesk.h>

#include <ace/kit/RestClient.h>

#include "rest/AnswerJson.h"
#include "rest/RestProblem.h"

namespace ace::kit {

namespace {

constexpr int kMostPages = 50;
constexpr std::size_t kMostPageBytes = 1u << 20;

TillTotals totalsIn(const Json& json)
{
    TillTotals totals;
    for (const Json& method : json.at("methods"))
        totals.methods.push_back({method.at("name").get<std::string>(),
                                  method.at("payments").get<std::int64_t>(), moneyIn(method.at("taken")),
                                  method.at("refunds").get<std::int64_t>(), moneyIn(method.at("refunded"))});
    totals.gross = moneyIn(json.at("gross"));
    totals.tax = moneyIn(json.at("tax"));
    totals.paidIn = moneyIn(json.at("paid_in"));
    totals.paidOut = moneyIn(json.at("paid_out"));
    totals.expectedCash = moneyIn(json.at("expected_cash"));
    totals.receiptsFrom = json.at("receipts_from").get<std::int64_t>();
    totals.receiptsUntil = json.at("receipts_until").get<std::int64_t>();
    return totals;
}

TillState stateIn(const Json& json)
{
    TillState state;
    state.session.id = idIn<TillSessionId>(json.at("id"));
    state.session.till = idIn<TillId>(json.at("till"));
    state.session.openedBy.staff = findIdIn<StaffId>(json, "opened_by");
    state.session.openedAt = timeIn(json.at("opened_at"));
    state.session.openingFloat = moneyIn(json.at("opening_float"));
    state.session.closedAt = findTimeIn(json, "closed_at");
    state.session.closedBy.staff = findIdIn<StaffId>(json, "closed_by");
    if (const Json& counted = json.at("counted"); !counted.is_null())
        state.session.counted = moneyIn(counted);
    if (const Json& difference = json.at("difference"); !difference.is_null())
        state.difference = moneyIn(difference);
    state.totals = totalsIn(json.at("totals"));
    return state;
}

struct SessionPage
{
    std::optional<TillState> open;
    std::string next; // empty: it was the last one
};

SessionPage pageIn(const Json& json)
{
    SessionPage page;
    for (const Json& session : json.at("items"))
        if (session.at("closed_at").is_null())
            page.open = stateIn(session);
    page.next = textIn(json, "next");
    return page;
}

Result<TillOutcome> outcomeOf(const Result<RestAnswer>& answer)
{
    if (!answer)
        return Failure(answer.error());
    if (isRefusal(*answer))
        return TillOutcome(DeskRefusal{problemCodeOf(*answer), describeProblem(*answer)});
    if (!answer->good())
        return failureOf(*answer, "the till");
    return readAnswer(*answer, [](const Json& json) { return TillOutcome(stateIn(json)); });
}

} // namespace

Result<std::optional<TillState>> RemoteTillDesk::findOpen(TillId till)
{
    const std::string path = "/api/v1/tills/" + till.toString() + "/sessions?limit=200";
    std::string after;
    for (int count = 0; count < kMostPages; ++count) {
        const auto answer = client_.send(
            {.path = path + (after.empty() ? "" : "&after=" + after), .answerMost = kMostPageBytes});
        if (!answer)
            return Failure(answer.error());
        if (!answer->good())
            return failureOf(*answer, "the till");
        auto page = readAnswer(*answer, pageIn);
        if (!page)
            return failure(std::move(page));
        if (page->open || page->next.empty())
            return std::move(page->open);
        after = page->next;
    }
    return failure(ErrorCode::Internal, "it has more sessions than a counter reads", "the till");
}

Result<TillOutcome> RemoteTillDesk::open(TillId till, const Money& openingFloat, const std::string& key)
{
    return outcomeOf(client_.send({.method = "POST",
                                   .path = "/api/v1/tills/" + till.toString() + "/sessions",
                                   .body = Json{{"opening_float", jsonOf(openingFloat)}}.dump(),
                                   .idempotencyKey = key}));
}

Result<TillOutcome> RemoteTillDesk::close(TillSessionId session, const Money& counted, const std::string& key)
{
    return outcomeOf(client_.send({.method = "POST",
                                   .path = "/api/v1/till-sessions/" + session.toString() + "/close",
                                   .body = Json{{"counted", jsonOf(counted)}}.dump(),
                                   .idempotencyKey = key}));
}

} // namespace ace::kit
