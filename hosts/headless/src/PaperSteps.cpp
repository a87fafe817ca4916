// SPDX-License-Identifier: MIT
#include "GateSteps.h"
#include "PrintedPage.h"
#include "Step.h"

#include <ace/base/File.h>
#include <ace/ticketing/TicketDocument.h>

namespace ace::headless {

namespace {

std::filesystem::path printedFile(Scene& scene) { return scene.stage.folder() / "printed.pdf"; }

std::string printLast(Scene& scene, const Arguments&)
{
    sdk::TicketOutput* output = scene.stage.station().findOutput("pdf");
    if (!output)
        throw Surprise("an output \"pdf\"", "this station has none of that name");
    const Ticket& ticket = lastTicketOf(scene);
    const auto event = eventOf(scene, scene.event);
    const auto document = ticketing::ticketDocument(*event, orderOf(scene).order, {&ticket, 1});
    const auto page = must(output->render(document));
    must(writeFileDurably(printedFile(scene), page.bytes));
    return std::to_string(page.bytes.size()) + " bytes of " + page.mime;
}

std::string scanPrinted(Scene& scene, const Arguments& arguments)
{
    return scanAt(scene, arguments, readPrintedQr(printedFile(scene)));
}

std::string expectDelivered(Scene& scene, const Arguments& arguments)
{
    const auto file = scene.stage.folder() / arguments.text("FOLDER") / (orderOf(scene).order.code + ".pdf");
    const std::string content = must(readFile(file));
    if (!content.starts_with("%PDF-"))
        throw Surprise("a PDF", file.string() + " is none");
    return std::to_string(content.size()) + " bytes";
}

} // namespace

std::vector<Step> paperSteps()
{
    return {
        {StepPattern("print last ticket"), "through the output \"pdf\", into the story's folder", printLast},
        {StepPattern("scan the printed \\QR at \"GATE\" [WAY=leaving]"),
         "reads the code from the page's pixels and scans it", scanPrinted},
        {StepPattern("expect the order's \\PDF in \"FOLDER\""),
         "the outbox delivered the last order into the story's folder", expectDelivered, true},
    };
}

} // namespace ace::headless
