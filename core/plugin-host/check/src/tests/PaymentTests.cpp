// SPDX-License-Identifier: MIT
#include "Calls.h"
#include "Tests.h"

#include <ace/sdk/PaymentJson.h>

#include <chrono>
#include <thread>

namespace ace::plugincheck {

namespace {

using pluginhost::Capability;

struct Till
{
    explicit Till(const Context& context) : plugin(context.file)
    {
        plugin.start();
        subject.emplace(plugin, *context.device);
        readyOrSkip(*subject, context);
        table = &tableOf<ace_payment_1>(*subject);
    }

    using Asking = ace_status (*)(void*, ace_str, ace_sink);
    ace_status ask(const char* name, Asking function, const std::string& json)
    {
        Answer answer;
        const ace_status status = subject->call(
            name, [&] { return function(subject->raw().self, subject->lend(json), answer.sink()); });
        expect(!answer.isTooLong(), std::string(name) + " answers more than 1 MiB");
        if (status == ACE_OK)
            parse(name, answer.text());
        return status;
    }

    LoadedPlugin plugin;
    std::optional<Subject> subject;
    const ace_payment_1* table = nullptr;
    sdk::PaymentProgress progress; // of the last call that succeeded

private:
    void parse(const std::string& name, const std::string& json)
    {
        try {
            progress = sdk::parseProgress(json);
        } catch (const std::exception& problem) {
            fail(name + " answers what is no progress (abi/payment.h): " + problem.what());
        }
    }
};

bool isRefusal(ace_status status) // of a vendor that cannot be reached, or does not do this
{
    return isOutOfReach(status) || status == ACE_ILLEGAL || status == ACE_OUTCOME_UNKNOWN ||
           status == ACE_NO_EXIST;
}

Verdict progressValid(const Context& context)
{
    Till till(context);
    const std::string intent = intentJson(freshId());
    for (const auto& [name, function] :
         {std::pair{"begin", till.table->begin}, std::pair{"query", till.table->query}}) {
        const ace_status status = till.ask(name, function, intent);
        expect(status == ACE_OK || isRefusal(status),
               std::string(name) + " answered " + till.subject->said(status));
    }
    endOrderly(*till.subject);
    return {};
}

Verdict beginTwice(const Context& context)
{
    Till till(context);
    const std::string intent = intentJson(freshId());
    const ace_status status = till.ask("begin", till.table->begin, intent);
    if (status != ACE_OK)
        skip("begin answered " + till.subject->said(status));
    const auto first = till.progress;
    const ace_status again = till.ask("begin", till.table->begin, intent);
    if (isOutOfReach(again))
        skip("the same begin again answered " + till.subject->said(again));
    expect(again == ACE_OK, "the same begin again answered " + till.subject->said(again));
    expect(first.state == till.progress.state && first.redirectUrl == till.progress.redirectUrl,
           "the same begin again is answered differently: it is the same charge, not a second one");
    endOrderly(*till.subject);
    return {};
}

Verdict completesOnce(const Context& context)
{
    Till till(context);
    const std::string payment = freshId();
    const std::string intent = intentJson(payment);
    till.ask("begin", till.table->begin, intent);
    till.ask("begin", till.table->begin, intent);
    till.ask("query", till.table->query, intent);
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::size_t count = till.subject->host().completionsOf(payment);
    expect(count <= 1, "one payment was completed " + std::to_string(count) + " times");
    endOrderly(*till.subject);
    return {};
}

Verdict unknown(const Context& context)
{
    Till till(context);
    const ace_status status = till.ask("query", till.table->query, intentJson(freshId()));
    expect(status != ACE_OK || till.progress.state != PaymentState::Confirmed,
           "query says of a payment that was never begun that it is paid");
    const ace_status reversal =
        till.ask("query_reversal", till.table->query_reversal, reversalJson(freshId(), freshId()));
    expect(reversal != ACE_OK || till.progress.state != PaymentState::Confirmed,
           "query_reversal says of a reversal that was never asked for that the money is back");
    endOrderly(*till.subject);
    return {};
}

Verdict reversal(const Context& context)
{
    Till till(context);
    const std::string payment = freshId();
    const ace_status begun = till.ask("begin", till.table->begin, intentJson(payment));
    if (begun != ACE_OK || till.progress.state != PaymentState::Confirmed)
        skip("with these settings no payment is confirmed at once");
    const std::string json = reversalJson(payment, freshId());
    const ace_status status = till.ask("reverse", till.table->reverse, json);
    expect(status == ACE_OK || isRefusal(status), "reverse answered " + till.subject->said(status));
    if (status == ACE_OK) {
        const auto first = till.progress.state;
        const ace_status again = till.ask("reverse", till.table->reverse, json);
        if (isOutOfReach(again))
            skip("the same reverse again answered " + till.subject->said(again));
        expect(again == ACE_OK && till.progress.state == first,
               "the same reverse again is answered differently: it is the same reversal, not a second one");
    }
    endOrderly(*till.subject);
    return {};
}

Verdict refusesNonsense(const Context& context)
{
    Till till(context);
    for (const char* json : {"", "{", "[]", "{}", R"({"payment":"no uuid"})", "\xff"})
        expect(till.ask("begin", till.table->begin, json) != ACE_OK,
               "begin takes what is no intent: " + cleanUtf8(json));
    endOrderly(*till.subject);
    return {};
}

constexpr Test kTests[] = {
    {"payment.progress-valid", Stage::Open, progressValid, {}, Capability::Payment},
    {"payment.begin-twice", Stage::Open, beginTwice, {}, Capability::Payment},
    {"payment.completes-once", Stage::Open, completesOnce, {}, Capability::Payment},
    {"payment.unknown", Stage::Open, unknown, {}, Capability::Payment},
    {"payment.reversal", Stage::Open, reversal, {}, Capability::Payment},
    {"payment.refuses-nonsense", Stage::Open, refusesNonsense, {}, Capability::Payment},
};

} // namespace

std::span<const Test> paymentTests() { return kTests; }

} // namespace ace::plugincheck
