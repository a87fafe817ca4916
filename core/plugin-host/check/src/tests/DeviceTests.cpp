// SPDX-License-Identifier: MIT
// Scanner, queue, cash drawer, line display, gate control.
#include "Calls.h"
#include "Tests.h"

#include <chrono>
#include <optional>
#include <string>
#include <thread>

namespace ace::plugincheck {

namespace {

using pluginhost::Capability;

template <class Table> struct Ready
{
    explicit Ready(const Context& context) : plugin(context.file)
    {
        plugin.start();
        subject.emplace(plugin, *context.device);
        readyOrSkip(*subject, context);
        table = &tableOf<Table>(*subject);
        self = subject->raw().self;
    }
    template <class Work> ace_status call(const char* name, Work&& work)
    {
        return subject->call(name, std::forward<Work>(work));
    }
    ace_str lend(std::string_view words) { return subject->lend(words); }
    // A device that is out of reach ends the test.
    void must(const char* name, ace_status status, ace_status orElse = ACE_OK)
    {
        mustBe(status == orElse ? orElse : ACE_OK, name, status,
               std::string(name) + " answered " + subject->said(status));
    }
    void mustBe(ace_status expected, const char* name, ace_status status, const std::string& otherwise)
    {
        if (status != expected && isOutOfReach(status))
            skip(std::string("cannot be tried here: ") + name + " answered " + subject->said(status));
        expect(status == expected, otherwise);
    }

    LoadedPlugin plugin;
    std::optional<Subject> subject;
    const Table* table = nullptr;
    void* self = nullptr;
};

void awaitEvents() { std::this_thread::sleep_for(std::chrono::milliseconds(50)); }

Verdict armClearTrigger(const Context& context)
{
    Ready<ace_scanner_1> scanner(context);
    for (const std::int32_t on : {1, 1, 0, 0, 1})
        scanner.must("set_data_events", scanner.call("set_data_events", [&] {
            return scanner.table->set_data_events(scanner.self, on);
        }));
    // Nothing lies before it: it may say so in its own way.
    scanner.call("trigger", [&] { return scanner.table->trigger(scanner.self); });
    scanner.must("clear_input",
                 scanner.call("clear_input", [&] { return scanner.table->clear_input(scanner.self); }));
    endOrderly(*scanner.subject);
    return {};
}

Verdict dataValid(const Context& context)
{
    Ready<ace_scanner_1> scanner(context);
    scanner.call("set_data_events", [&] { return scanner.table->set_data_events(scanner.self, 1); });
    const ace_status status = scanner.call("trigger", [&] { return scanner.table->trigger(scanner.self); });
    awaitEvents();
    bool read = false;
    for (const SeenEvent& event : scanner.subject->host().events())
        read = read || event.kind == ACE_EVENT_DATA;
    const Verdict verdict = judge(scanner.subject->host(), Rule::ValidEvent);
    endOrderly(*scanner.subject);
    if (verdict.outcome == Outcome::Success && !read)
        skip("nothing was read (trigger: " + statusName(status) + ")");
    return verdict;
}

struct Messages : Ready<ace_queue_1>
{
    using Ready::Ready;

    const std::string topic = "check." + freshId();

    ace_status publish(const std::string& named, const std::string& content)
    {
        return call("publish", [&] { return table->publish(self, lend(topic), lend(named), lend(content)); });
    }
    ace_status consume()
    {
        Answer gotId, gotBody;
        const ace_status status = call(
            "consume", [&] { return table->consume(self, lend(topic), 50, gotId.sink(), gotBody.sink()); });
        id = gotId.text();
        body = gotBody.text();
        return status;
    }
    ace_status acknowledge(const std::string& which)
    {
        return call("acknowledge", [&] { return table->acknowledge(self, lend(topic), lend(which)); });
    }
    void mustBeEmpty(const std::string& otherwise) { mustBe(ACE_NO_EXIST, "consume", consume(), otherwise); }

    std::string id; // of the message consumed last
    std::string body;
};

Verdict roundTrip(const Context& context)
{
    Messages queue(context);
    const std::string body("any \0 bytes \xff", 13);
    for (const std::string& id : {std::string("first"), std::string("second")})
        queue.must("publish", queue.publish(id, body));
    for (const std::string& id : {std::string("first"), std::string("second")}) {
        queue.must("consume", queue.consume());
        expect(queue.id == id && queue.body == body,
               "consume does not answer the oldest message that is not handed out, as it was published");
    }
    for (const std::string& id : {std::string("first"), std::string("second")})
        queue.must("acknowledge", queue.acknowledge(id));
    queue.mustBeEmpty("consume of an empty topic does not answer ACE_NO_EXIST");
    endOrderly(*queue.subject);
    return {};
}

Verdict sameIdOnce(const Context& context)
{
    Messages queue(context);
    queue.must("publish", queue.publish("one", "a"));
    queue.must("publish", queue.publish("one", "a"));
    queue.must("consume", queue.consume());
    queue.must("acknowledge", queue.acknowledge("one"));
    queue.mustBeEmpty("a message that was published twice is handed out twice");
    endOrderly(*queue.subject);
    return {};
}

Verdict acknowledgeUnknown(const Context& context)
{
    Messages queue(context);
    queue.mustBe(ACE_NO_EXIST, "acknowledge", queue.acknowledge("never-published"),
                 "acknowledge of an unknown message does not answer ACE_NO_EXIST");
    endOrderly(*queue.subject);
    return {};
}

Verdict drawerOpens(const Context& context)
{
    Ready<ace_cash_drawer_1> drawer(context);
    drawer.must("open_drawer",
                drawer.call("open_drawer", [&] { return drawer.table->open_drawer(drawer.self); }));
    std::int32_t opened = -1;
    const ace_status status =
        drawer.call("is_open", [&] { return drawer.table->is_open(drawer.self, &opened); });
    drawer.must("is_open", status, ACE_ILLEGAL);
    expect(status != ACE_OK || opened == 0 || opened == 1,
           "is_open answers " + std::to_string(opened) + ", which is neither 0 nor 1");
    endOrderly(*drawer.subject);
    return {};
}

Verdict displayShows(const Context& context)
{
    Ready<ace_line_display_1> display(context);
    std::uint32_t rows = 0, columns = 0;
    display.must("dimensions", display.call("dimensions", [&] {
        return display.table->dimensions(display.self, &rows, &columns);
    }));
    expect(rows >= 1 && columns >= 1,
           "dimensions answers " + std::to_string(rows) + " rows of " + std::to_string(columns));
    const auto show = [&](std::uint32_t row, std::uint32_t column, const std::string& words) {
        return display.call(
            "show", [&] { return display.table->show(display.self, row, column, display.lend(words)); });
    };
    display.must("show", show(rows - 1, columns - 1, "x"));
    display.must("show", show(0, 0, std::string(columns + 100, 'x')));
    display.must("show", show(0, 0, "Ωж中🎫"));
    for (const ace_status status : {show(rows, 0, "x"), show(0, columns, "x")})
        display.mustBe(ACE_ILLEGAL, "show", status,
                       "show at a place that it does not have does not answer ACE_ILLEGAL");
    display.must("clear", display.call("clear", [&] { return display.table->clear(display.self); }));
    endOrderly(*display.subject);
    return {};
}

Verdict grantTwice(const Context& context)
{
    Ready<ace_gate_control_1> gate(context);
    const std::string passage = freshId();
    for (int i = 0; i < 2; ++i)
        gate.must("grant",
                  gate.call("grant", [&] { return gate.table->grant(gate.self, gate.lend(passage), 30); }));
    awaitEvents();
    const std::size_t count = gate.subject->host().completionsOf(passage);
    expect(count <= 1, "one passage was completed " + std::to_string(count) + " times");
    endOrderly(*gate.subject);
    return {};
}

Verdict gateRefuses(const Context& context)
{
    Ready<ace_gate_control_1> gate(context);
    gate.must("refuse", gate.call("refuse", [&] {
        return gate.table->refuse(gate.self, gate.lend("check"), gate.lend("already used"));
    }));
    endOrderly(*gate.subject);
    return {};
}

constexpr Test kTests[] = {
    {"scanner.arm-clear-trigger", Stage::Open, armClearTrigger, {}, Capability::Scanner},
    {"scanner.data-valid", Stage::Open, dataValid, {}, Capability::Scanner},
    {"queue.round-trip", Stage::Open, roundTrip, {}, Capability::Queue},
    {"queue.same-id-once", Stage::Open, sameIdOnce, {}, Capability::Queue},
    {"queue.acknowledge-unknown", Stage::Open, acknowledgeUnknown, {}, Capability::Queue},
    {"cash-drawer.opens", Stage::Open, drawerOpens, {}, Capability::CashDrawer},
    {"line-display.shows", Stage::Open, displayShows, {}, Capability::LineDisplay},
    {"gate-control.grant-twice", Stage::Open, grantTwice, {}, Capability::GateControl},
    {"gate-control.refuses", Stage::Open, gateRefuses, {}, Capability::GateControl},
};

} // namespace

std::span<const Test> deviceTests() { return kTests; }

} // namespace ace::plugincheck
