// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/abi/plugin.h>

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ace::plugincheck {

// Rules of the contract that any call can break.
enum class Rule { KnownStatus, TextWithFailure, TextIsUtf8, ValidEvent, BoundedEvents, ClosedIsSilent };

struct Breach
{
    Rule rule;
    std::string what;
};

struct SeenEvent
{
    std::uint32_t kind = 0;
    std::int32_t code = 0;
    std::string reference;
    std::string type;
    std::string body;
};

bool isKnownStatus(ace_status status);
std::string statusName(ace_status status); // "ACE_OFFLINE (108)"

// The host as a plugin sees it, which writes down what it is told. Any thread.
class HostRecorder
{
public:
    enum class Of { Plugin, Device }; // whom its table is lent to

    explicit HostRecorder(Of lentTo = Of::Device);
    HostRecorder(const HostRecorder&) = delete;
    HostRecorder& operator=(const HostRecorder&) = delete;

    const ace_host* table() const { return &table_; }

    void setOpen(bool open);                                  // whether events may come
    void beginCall();                                         // of this thread: whose fail() then counts
    void endCall(const std::string& call, ace_status status); // writes down what is wrong with it
    std::string lastText() const;                             // of the last fail()

    void note(Rule rule, const std::string& what);
    std::vector<std::string> breachesOf(Rule rule) const;
    std::vector<SeenEvent> events() const;
    std::size_t completionsOf(const std::string& reference) const;

private:
    static HostRecorder& of(const ace_host* host);
    void take(const ace_event& event);
    void noteUnlocked(Rule rule, const std::string& what);
    void checkEvent(const SeenEvent& event);

    void takeReason(ace_status status, ace_str text);

    const Of of_;
    ace_host table_{};
    mutable std::mutex mutex_;
    bool open_ = false;
    std::size_t posted_ = 0;
    std::thread::id caller_;
    bool saidElsewhere_ = false; // on another thread than the call's
    std::optional<ace_status> failure_;
    std::string failureText_;
    std::vector<Breach> breaches_;
    std::vector<SeenEvent> events_;
};

} // namespace ace::plugincheck
