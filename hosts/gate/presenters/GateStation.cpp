// SPDX-License-Identifier: MIT
#include "GateStation.h"

namespace ace::gate {

namespace {

constexpr std::size_t kMostTasks = 64;
constexpr int kMostAttempts = 3;

} // namespace

GateStation::GateStation(Parts parts, std::string gate)
    : parts_(std::move(parts)),
      presenter_({parts_.view, parts_.texts, parts_.clock, parts_.ids,
                  [this](const admission::ScanRequest& request) { check(request); }},
                 std::move(gate)),
      tasks_(kMostTasks), worker_("ace-gate-work", [this] {
          while (auto task = tasks_.pop())
              (*task)();
      })
{
}

GateStation::~GateStation()
{
    stopping_ = true;
    tasks_.close();
    worker_.join();
    for (sdk::Scanner* scanner : scanners_)
        scanner->stop();
}

void GateStation::addScanner(const std::string& name, sdk::Scanner& scanner)
{
    scanners_.push_back(&scanner);
    post([this, name, &scanner] {
        auto started = scanner.start(
            [this, name, &scanner](const sdk::ScanData& data) { onData(name, scanner, data.data); });
        if (started)
            arm(name, scanner);
        else
            tell(name, started.error());
    });
}

void GateStation::check(const admission::ScanRequest& request)
{
    const bool taken = post([this, request] {
        auto outcome = ask(request);
        parts_.dispatch(
            [this, request, outcome = std::move(outcome)] { presenter_.answer(request, outcome); });
    });
    if (!taken)
        presenter_.answer(request, failure(ErrorCode::Busy, "too much waits to be done"));
}

// The same request again is the same scan. Once an outcome is unknown, only a verdict makes it known: a
// server that is gone by the second attempt may still have recorded the first.
Result<admission::ScanOutcome> GateStation::ask(const admission::ScanRequest& request)
{
    auto outcome = parts_.admission.admit(request);
    for (int attempt = 1; attempt < kMostAttempts && !stopping_; ++attempt) {
        if (outcome || outcome.error().code != ErrorCode::OutcomeUnknown)
            break;
        auto again = parts_.admission.admit(request);
        if (again || again.error().code == ErrorCode::OutcomeUnknown)
            outcome = std::move(again);
    }
    return outcome;
}

void GateStation::onData(const std::string& name, sdk::Scanner& scanner, const std::string& data)
{
    parts_.dispatch([this, name, &scanner, data] {
        presenter_.readCode(data);
        // After the check in the same queue: the next code comes when this one has its verdict.
        post([this, name, &scanner] { arm(name, scanner); });
    });
}

void GateStation::arm(const std::string& name, sdk::Scanner& scanner)
{
    if (auto armed = scanner.armDataEvents(); !armed)
        tell(name, armed.error());
}

void GateStation::tell(const std::string& name, const Error& error)
{
    parts_.dispatch([this, name, problem = error.message] {
        presenter_.showNotice(
            filledIn(filledIn(parts_.texts.scannerTrouble, "name", name), "problem", problem));
    });
}

bool GateStation::post(Task task) { return tasks_.tryPush(std::move(task)); }

} // namespace ace::gate
