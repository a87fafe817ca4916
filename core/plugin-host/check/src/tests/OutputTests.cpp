// SPDX-License-Identifier: MIT
#include "Calls.h"
#include "Tests.h"

#include <ace/base/Bytes.h>

#include <chrono>
#include <optional>
#include <thread>

namespace ace::plugincheck {

namespace {

using pluginhost::Capability;

constexpr std::size_t kRenderedMax = 64u << 20;

struct Printer
{
    explicit Printer(const Context& context) : plugin(context.file)
    {
        plugin.start();
        subject.emplace(plugin, *context.device);
        readyOrSkip(*subject, context);
        table = &tableOf<ace_ticket_output_1>(*subject);
    }
    ace_status submit(const std::string& id, const std::string& document)
    {
        const std::string delivery = deliveryJson();
        return subject->call("submit", [&] {
            return table->submit(subject->raw().self, subject->lend(id), subject->lend(document),
                                 subject->lend(delivery));
        });
    }

    LoadedPlugin plugin;
    std::optional<Subject> subject;
    const ace_ticket_output_1* table = nullptr;
};

Verdict render(const Context& context)
{
    Printer printer(context);
    const std::string document = documentJson();
    Answer mime, bytes(kRenderedMax);
    const ace_status status = printer.subject->call("render", [&] {
        return printer.table->render(printer.subject->raw().self, printer.subject->lend(document),
                                     mime.sink(), bytes.sink());
    });
    if (status == ACE_ILLEGAL) {
        endOrderly(*printer.subject);
        return {}; // it has nothing to show
    }
    if (isOutOfReach(status))
        skip("render answered " + printer.subject->said(status));
    expect(status == ACE_OK, "render answered " + printer.subject->said(status));
    expect(mime.text().find('/') != std::string::npos && isValidUtf8(mime.text()),
           "render answers no media type: \"" + cleanUtf8(mime.text()) + "\"");
    expect(!bytes.text().empty() && !bytes.isTooLong(), "render answers no bytes, or more than 64 MiB");
    endOrderly(*printer.subject);
    return {};
}

Verdict submitTwice(const Context& context)
{
    Printer printer(context);
    const std::string id = freshId();
    const ace_status status = printer.submit(id, documentJson());
    if (status != ACE_OK)
        skip("submit answered " + printer.subject->said(status));
    const ace_status again = printer.submit(id, documentJson());
    if (isOutOfReach(again))
        skip("the same submit again answered " + printer.subject->said(again));
    expect(again == ACE_OK, "the same submit again answered " + printer.subject->said(again));
    endOrderly(*printer.subject);
    return {};
}

Verdict completesOnce(const Context& context)
{
    Printer printer(context);
    const std::string id = freshId();
    if (const ace_status status = printer.submit(id, documentJson()); status != ACE_OK)
        skip("submit answered " + printer.subject->said(status));
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const std::size_t count = printer.subject->host().completionsOf(id);
    expect(count <= 1, "one output was completed " + std::to_string(count) + " times");
    endOrderly(*printer.subject);
    return {};
}

Verdict refusesNonsense(const Context& context)
{
    Printer printer(context);
    for (const char* document : {"", "{", "[]", "{}", R"({"title":"x","blocks":[{"unknown":1}]})", "\xff"})
        expect(printer.submit(freshId(), document) != ACE_OK,
               "submit takes what is no document: " + cleanUtf8(document));
    endOrderly(*printer.subject);
    return {};
}

constexpr Test kTests[] = {
    {"ticket-output.render", Stage::Open, render, {}, Capability::TicketOutput},
    {"ticket-output.submit-twice", Stage::Open, submitTwice, {}, Capability::TicketOutput},
    {"ticket-output.completes-once", Stage::Open, completesOnce, {}, Capability::TicketOutput},
    {"ticket-output.refuses-nonsense", Stage::Open, refusesNonsense, {}, Capability::TicketOutput},
};

} // namespace

std::span<const Test> outputTests() { return kTests; }

} // namespace ace::plugincheck
