// SPDX-License-Identifier: MIT
#include "GateSteps.h"

#include "Step.h"

#include <ace/ticketing/Token.h>

namespace ace::headless {

std::string scanAt(Scene& scene, const Arguments& arguments, const std::string& token)
{
    admission::ScanRequest request;
    request.token = token;
    request.direction = arguments.has("WAY") ? Direction::Exit : Direction::Entry;
    request.gate = arguments.text("GATE");
    request.nonce = arguments.text("NONCE", scene.stage.ids().nextUuid().toString());
    request.scope = "story";
    request.bodyHash = sha256(token + "\n" + name(request.direction) + "\n" + request.gate);
    scene.scan = must(scene.stage.station().admission().admit(request));
    const auto* answer = std::get_if<admission::ScanAnswer>(&*scene.scan);
    if (!answer || !answer->verdict.admitted())
        scene.unexpected = describe(*scene.scan);
    return describe(*scene.scan);
}

namespace {

std::string tokenOf(const Ticket& ticket) { return ticketing::encode(ticket.token); }

std::string scanLast(Scene& scene, const Arguments& arguments)
{
    return scanAt(scene, arguments, tokenOf(lastTicketOf(scene)));
}

std::string scanNumber(Scene& scene, const Arguments& arguments)
{
    return scanAt(scene, arguments, tokenOf(ticketOf(scene, arguments.number("N"))));
}

std::string scanText(Scene& scene, const Arguments& arguments)
{
    return scanAt(scene, arguments, arguments.text("TEXT"));
}

std::string scannerReads(Scene& scene, const Arguments& arguments)
{
    const std::string read = scene.stage.readByScanner(arguments.text("NAME"), tokenOf(lastTicketOf(scene)));
    return scanAt(scene, arguments, read);
}

const admission::ScanOutcome& lastScan(const Scene& scene)
{
    if (!scene.scan)
        throw Surprise("a scan", "the story has none yet");
    return *scene.scan;
}

std::string expectOutcome(Scene& scene, const std::string& expected)
{
    scene.unexpected.reset();
    const std::string actual = describe(lastScan(scene));
    if (actual != expected)
        throw Surprise(expected, "it was " + actual);
    return "yes";
}

std::string expectAdmitted(Scene& scene, const Arguments&) { return expectOutcome(scene, "admitted"); }

std::string expectRefused(Scene& scene, const Arguments& arguments)
{
    return expectOutcome(scene, "refused " + arguments.text("REASON"));
}

std::string expectProblem(Scene& scene, const Arguments& arguments)
{
    return expectOutcome(scene, arguments.text("PROBLEM"));
}

std::string expectFirstScan(Scene& scene, const Arguments& arguments)
{
    const auto* answer = std::get_if<admission::ScanAnswer>(&lastScan(scene));
    const std::string actual = answer && answer->firstScan ? answer->firstScan->gate : "";
    if (actual != arguments.text("GATE"))
        throw Surprise("a first scan at " + arguments.text("GATE"),
                       actual.empty() ? "none is told" : "it was at " + actual);
    return "yes";
}

std::string expectRepeatedScan(Scene& scene, const Arguments&)
{
    const auto* answer = std::get_if<admission::ScanAnswer>(&lastScan(scene));
    if (!answer || !answer->repeated)
        throw Surprise("the first answer to the nonce", "the scan was decided anew");
    return "yes";
}

} // namespace

std::vector<Step> gateSteps()
{
    return {
        {StepPattern("scan last ticket [with nonce \"NONCE\"] at \"GATE\" [WAY=leaving]"),
         "at a gate, as a station does; \"event/gate\" where two events share a name", scanLast},
        {StepPattern("scan ticket N [with nonce \"NONCE\"] at \"GATE\" [WAY=leaving]"),
         "a ticket by its number in the story, from 1", scanNumber},
        {StepPattern("scan text \"TEXT\" at \"GATE\" [WAY=leaving]"),
         "whatever somebody holds before the scanner", scanText},
        {StepPattern("scanner \"NAME\" reads last ticket at \"GATE\""),
         "through the scanner's plugin: its data event is scanned", scannerReads},
        {StepPattern("expect admitted"), "the last scan", expectAdmitted, true},
        {StepPattern("expect refused REASON"), "the last scan, such as already_redeemed", expectRefused,
         true},
        {StepPattern("expect scan problem PROBLEM=unknown_gate|nonce_reused"),
         "the last scan was not decided at all", expectProblem, true},
        {StepPattern("expect first scan at \"GATE\""), "where the refused ticket was admitted before",
         expectFirstScan, true},
        {StepPattern("expect the same verdict again"), "the last scan repeated the answer to its nonce",
         expectRepeatedScan, true},
    };
}

} // namespace ace::headless
