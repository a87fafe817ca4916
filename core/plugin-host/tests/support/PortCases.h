// SPDX-License-Identifier: MIT
// What every port does with its device, in this process or in one of its own: cases that both tests run.
#pragma once

#include "NoticeCollector.h"

#include <ace/plugin-host/PluginHost.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ace::test {

// A port of a device of tests/bad/Obedient.cpp.
struct OpenPort
{
    // By the name of the table's function; answers in words.
    std::map<std::string, std::function<Result<std::string>()>> calls;
    std::function<Result<void>()> start = [] { return Result<void>(); }; // of those that have one
    std::function<void()> stop = {};                                     // likewise
    std::shared_ptr<void> port = {};
};

class PortCases
{
public:
    explicit PortCases(bool isolated);

    // The cases; each is about all capabilities.
    void everyCallArrivesAndIsAnswered();
    void everyCallFailsWithItsCodeAndItsText();
    void everyStatusIsAnErrorOfItsKind();
    void everyEventIsTold();
    void whatIsInterruptedIsATimeout();
    void nothingIsCalledBeforeStartAndAfterStop();
    void aDeviceIsBroughtUpAndDownInOrder();

private:
    OpenPort open(pluginhost::Capability capability, const std::string& settings = "{}",
                  std::chrono::milliseconds deadline = std::chrono::seconds(20));
    OpenPort opened(pluginhost::Capability capability, const pluginhost::DeviceConfig& config);
    std::vector<std::string> asked() const; // what reached devices so far
    void waitForLog(const std::string& words) const;

    const bool isolated_;
    FakeLog log_;
    FakeClock clock_;
    NoticeCollector told_;
    pluginhost::PluginHost host_;
};

} // namespace ace::test
