// SPDX-License-Identifier: MIT
#include "GateStation.h"

namespace ace::gate {

GateStation::GateStation(Parts parts, std::string gate)
    : parts_(std::move(parts)),
      presenter_({parts_.view, parts_.texts, parts_.clock, parts_.ids,
                  [this](const admission::ScanRequest& request) { check(request); }},
                 std::move(gate)),
      runner_("ace-gate-work", parts_.dispatch)
{
}

GateStation::~GateStation()
{
    for (sdk::Scanner* scanner : scanners_)
        scanner->stop();
}

void GateStation::addScanner(const std::string& name, sdk::Scanner& scanner)
{
    scanners_.push_back(&scanner);
    const auto start = [this, name, &scanner] {
        auto started = scanner.start(
            [this, name, &scanner](const sdk::ScanData& data) { onData(name, scanner, data.data); });
        if (started)
            arm(name, scanner);
        else
            tell(name, started.error());
    };
    if (!runner_.post(start, {}))
        tell(name, {ErrorCode::Busy, "too much waits to be done", ""});
}

void GateStation::check(const admission::ScanRequest& request)
{
    runner_.ask([&admission = parts_.admission, request] { return admission.admit(request); },
                [this, request](const Result<admission::ScanOutcome>& outcome) {
                    presenter_.answer(request, outcome);
                });
}

void GateStation::onData(const std::string& name, sdk::Scanner& scanner, const std::string& data)
{
    runner_.dispatch([this, name, &scanner, data] {
        presenter_.readCode(data);
        // After the check in the same queue: the next code comes when this one has its verdict.
        if (!runner_.post([this, name, &scanner] { arm(name, scanner); }, {}))
            tell(name, {ErrorCode::Busy, "too much waits to be done", ""});
    });
}

void GateStation::arm(const std::string& name, sdk::Scanner& scanner)
{
    if (auto armed = scanner.armDataEvents(); !armed)
        tell(name, armed.error());
}

void GateStation::tell(const std::string& name, const Error& error)
{
    runner_.dispatch([this, name, problem = error.message] {
        presenter_.showNotice(
            filledIn(filledIn(parts_.texts.scannerTrouble, "name", name), "problem", problem));
    });
}

} // namespace ace::gate
