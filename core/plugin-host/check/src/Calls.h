// SPDX-License-Identifier: MIT
#pragma once

#include "Subject.h"

#include <ace/sdk/abi/cash_drawer.h>
#include <ace/sdk/abi/gate_control.h>
#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/abi/payment.h>
#include <ace/sdk/abi/queue.h>
#include <ace/sdk/abi/scanner.h>
#include <ace/sdk/abi/ticket_output.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ace::plugincheck {

// The table of an interface, or the test fails.
template <class Table> const Table& tableOf(Subject& subject)
{
    const char* id = pluginhost::interfaceId(subject.device().capability);
    const auto* table = static_cast<const Table*>(subject.query(id));
    expect(table != nullptr, std::string("query(\"") + id + "\") answers no table");
    expect(table->size >= sizeof(Table), std::string("the table ") + id + " has a wrong size");
    return *table;
}

// Text that a call is given. Every call of a capability that takes any is given the same.
struct Input
{
    std::string json; // intent, reversal, document, delivery, headers
    std::string word; // topic, id, reference, what to show
};

struct Call
{
    const char* name;
    std::function<ace_status()> run; // by Subject::call()
};

// All calls of its capability, each with that input. None waits longer than 20 ms by itself.
std::vector<Call> callsOf(Subject& subject, const Input& input);
// All of them with input that a device takes.
std::vector<Call> soundCallsOf(Subject& subject);

// For each test: a device that is slow, or waits for a vendor out of reach, is asked less.
class Patience
{
public:
    bool isLeft() const { return std::chrono::steady_clock::now() < end_; }

private:
    std::chrono::steady_clock::time_point end_ = std::chrono::steady_clock::now() + std::chrono::seconds(5);
};
void makeSoundCalls(Subject& subject, const Patience& patience = {});

std::string freshId(); // a UUID
// begunAt: microseconds of UTC; none: now.
std::string intentJson(const std::string& payment, std::optional<std::int64_t> begunAt = {});
std::string reversalJson(const std::string& payment, const std::string& refund,
                         std::optional<std::int64_t> begunAt = {});
std::string documentJson();
std::string deliveryJson(); // to nobody: nothing is sent

} // namespace ace::plugincheck
