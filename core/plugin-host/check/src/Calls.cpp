// SPDX-License-Identifier: MIT
#include "Calls.h"

#include <ace/base/SystemIdSource.h>

#include <nlohmann/json.hpp>

#include <chrono>

namespace ace::plugincheck {

namespace {

using Json = nlohmann::json;
using pluginhost::Capability;

constexpr int kAmount = 1250;

std::int64_t utcNow()
{
    using namespace std::chrono;
    return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

Json intent(const std::string& payment, int amount, std::int64_t begunAt)
{
    return {{"payment", payment},
            {"amount", amount},
            {"tendered", amount},
            {"currency", "USD"},
            {"reference", "ABCD2345"},
            {"email", ""},
            {"begun_at", begunAt},
            {"description", "ace-plugin-check"},
            {"language", "en"},
            {"expires_at", begunAt + 3'600'000'000},
            {"return_url", "https://example.org/return"},
            {"cancel_url", "https://example.org/cancel"},
            {"memo", ""}};
}

std::vector<Call> paymentCalls(Subject& subject, const Input& input)
{
    const auto& table = tableOf<ace_payment_1>(subject);
    void* self = subject.raw().self;
    const auto answering = [&subject, self, input](const char* name, auto function) {
        return Call{name, [&subject, self, input, name, function] {
                        Answer answer;
                        return subject.call(
                            name, [&] { return function(self, subject.lend(input.json), answer.sink()); });
                    }};
    };
    return {answering("begin", table.begin),
            answering("query", table.query),
            answering("reverse", table.reverse),
            answering("query_reversal", table.query_reversal),
            {"cancel",
             [&subject, &table, self, input] {
                 return subject.call("cancel", [&] { return table.cancel(self, subject.lend(input.json)); });
             }},
            {"notify",
             [&subject, &table, self, input] {
                 Answer answer;
                 return subject.call("notify", [&] {
                     return table.notify(self, subject.lend("{}"), subject.lend(input.json), answer.sink());
                 });
             }},
            {"changes", [&subject, &table, self, input] {
                 Answer answer;
                 return subject.call("changes", [&] {
                     return table.changes(self, 0, subject.lend(input.word), answer.sink());
                 });
             }}};
}

std::vector<Call> outputCalls(Subject& subject, const Input& input)
{
    const auto& table = tableOf<ace_ticket_output_1>(subject);
    void* self = subject.raw().self;
    return {{"render",
             [&subject, &table, self, input] {
                 Answer mime, bytes(64u << 20);
                 return subject.call("render", [&] {
                     return table.render(self, subject.lend(input.json), mime.sink(), bytes.sink());
                 });
             }},
            {"submit",
             [&subject, &table, self, input] {
                 const std::string delivery = deliveryJson();
                 return subject.call("submit", [&] {
                     return table.submit(self, subject.lend(input.word), subject.lend(input.json),
                                         subject.lend(delivery));
                 });
             }},
            {"clear",
             [&subject, &table, self] { return subject.call("clear", [&] { return table.clear(self); }); }}};
}

std::vector<Call> scannerCalls(Subject& subject)
{
    const auto& table = tableOf<ace_scanner_1>(subject);
    void* self = subject.raw().self;
    return {{"set_data_events",
             [&subject, &table, self] {
                 return subject.call("set_data_events", [&] { return table.set_data_events(self, 1); });
             }},
            {"trigger", [&subject, &table,
                         self] { return subject.call("trigger", [&] { return table.trigger(self); }); }},
            {"clear_input", [&subject, &table, self] {
                 return subject.call("clear_input", [&] { return table.clear_input(self); });
             }}};
}

std::vector<Call> queueCalls(Subject& subject, const Input& input)
{
    const auto& table = tableOf<ace_queue_1>(subject);
    void* self = subject.raw().self;
    return {{"publish",
             [&subject, &table, self, input] {
                 return subject.call("publish", [&] {
                     return table.publish(self, subject.lend(input.word), subject.lend("1"),
                                          subject.lend(input.json));
                 });
             }},
            {"consume",
             [&subject, &table, self, input] {
                 Answer id, body;
                 return subject.call("consume", [&] {
                     return table.consume(self, subject.lend(input.word), 20, id.sink(), body.sink());
                 });
             }},
            {"acknowledge", [&subject, &table, self, input] {
                 return subject.call("acknowledge", [&] {
                     return table.acknowledge(self, subject.lend(input.word), subject.lend("1"));
                 });
             }}};
}

std::vector<Call> drawerCalls(Subject& subject)
{
    const auto& table = tableOf<ace_cash_drawer_1>(subject);
    void* self = subject.raw().self;
    return {{"open_drawer",
             [&subject, &table, self] {
                 return subject.call("open_drawer", [&] { return table.open_drawer(self); });
             }},
            {"is_open", [&subject, &table, self] {
                 std::int32_t opened = 0;
                 return subject.call("is_open", [&] { return table.is_open(self, &opened); });
             }}};
}

std::vector<Call> displayCalls(Subject& subject, const Input& input)
{
    const auto& table = tableOf<ace_line_display_1>(subject);
    void* self = subject.raw().self;
    return {{"dimensions",
             [&subject, &table, self] {
                 std::uint32_t rows = 0, columns = 0;
                 return subject.call("dimensions", [&] { return table.dimensions(self, &rows, &columns); });
             }},
            {"show",
             [&subject, &table, self, input] {
                 return subject.call("show",
                                     [&] { return table.show(self, 0, 0, subject.lend(input.word)); });
             }},
            {"clear",
             [&subject, &table, self] { return subject.call("clear", [&] { return table.clear(self); }); }}};
}

std::vector<Call> gateCalls(Subject& subject, const Input& input)
{
    const auto& table = tableOf<ace_gate_control_1>(subject);
    void* self = subject.raw().self;
    return {{"grant",
             [&subject, &table, self, input] {
                 return subject.call("grant",
                                     [&] { return table.grant(self, subject.lend(input.word), 20); });
             }},
            {"refuse", [&subject, &table, self, input] {
                 return subject.call("refuse", [&] {
                     return table.refuse(self, subject.lend(input.word), subject.lend("no ticket"));
                 });
             }}};
}

} // namespace

std::vector<Call> callsOf(Subject& subject, const Input& input)
{
    switch (subject.device().capability) {
    case Capability::Payment:
        return paymentCalls(subject, input);
    case Capability::TicketOutput:
        return outputCalls(subject, input);
    case Capability::Scanner:
        return scannerCalls(subject);
    case Capability::Queue:
        return queueCalls(subject, input);
    case Capability::CashDrawer:
        return drawerCalls(subject);
    case Capability::LineDisplay:
        return displayCalls(subject, input);
    case Capability::GateControl:
        return gateCalls(subject, input);
    case Capability::Storage:
        break;
    }
    return {};
}

std::vector<Call> soundCallsOf(Subject& subject)
{
    switch (subject.device().capability) {
    case Capability::Payment: {
        const std::string payment = freshId();
        auto calls = callsOf(subject, {intentJson(payment), ""});
        auto reversals = callsOf(subject, {reversalJson(payment, freshId()), ""});
        for (Call& call : calls) // those two take a reversal
            for (Call& other : reversals)
                if (std::string_view(call.name) == other.name &&
                    (call.name == std::string_view("reverse") ||
                     call.name == std::string_view("query_reversal")))
                    call = other;
        return calls;
    }
    case Capability::TicketOutput:
        return callsOf(subject, {documentJson(), freshId()});
    default:
        return callsOf(subject, {"{}", "check-" + freshId()});
    }
}

void makeSoundCalls(Subject& subject, const Patience& patience)
{
    for (const Call& call : soundCallsOf(subject))
        if (patience.isLeft())
            call.run();
}

std::string freshId()
{
    const SystemClock clock;
    return SystemIdSource(clock).nextUuid().toString();
}

std::string intentJson(const std::string& payment, std::optional<std::int64_t> begunAt)
{
    return intent(payment, kAmount, begunAt.value_or(utcNow())).dump();
}

std::string reversalJson(const std::string& payment, const std::string& refund,
                         std::optional<std::int64_t> begunAt)
{
    const Json of = intent(payment, kAmount, begunAt.value_or(utcNow()));
    return Json{{"intent", of},      {"refund", refund},           {"amount", kAmount},
                {"currency", "USD"}, {"begun_at", of["begun_at"]}, {"memo", ""}}
        .dump();
}

std::string documentJson()
{
    return R"({"title":"Check","language":"en","blocks":[{"text":"Aa Ωω 中文","style":"title",)"
           R"("align":"center","lines":2},)"
           R"({"columns":["Seat","A 12"]},{"qr":"CHECK","caption":"Show this"},{"rule":true},{"page":true},)"
           R"({"link":"https://example.org/","caption":"Open"}]})";
}

std::string deliveryJson()
{
    return R"({"name":"","email":"","language":"en","attachments":[],)"
           R"("occasion":"tickets","link":"","reference":""})";
}

} // namespace ace::plugincheck
