// SPDX-License-Identifier: MIT
#include "HostRecorder.h"

#include <ace/base/Bytes.h>
#include <ace/sdk/Guard.h>

#include <unistd.h>

#include <algorithm>
#include <chrono>

namespace ace::plugincheck {

namespace {

using sdk::detail::fromAbi;

constexpr std::size_t kEventBytesMax = 64 * 1024;
constexpr std::size_t kEventsKept = 512;
constexpr std::size_t kEventsMax = 2560; // ten times what a host keeps
constexpr std::size_t kBreachesKept = 20;

struct StatusRow
{
    ace_status status;
    const char* name;
};

constexpr StatusRow kStatuses[] = {
    {ACE_OK, "ACE_OK"},
    {ACE_CLOSED, "ACE_CLOSED"},
    {ACE_CLAIMED, "ACE_CLAIMED"},
    {ACE_NOT_CLAIMED, "ACE_NOT_CLAIMED"},
    {ACE_NO_SERVICE, "ACE_NO_SERVICE"},
    {ACE_DISABLED, "ACE_DISABLED"},
    {ACE_ILLEGAL, "ACE_ILLEGAL"},
    {ACE_NO_HARDWARE, "ACE_NO_HARDWARE"},
    {ACE_OFFLINE, "ACE_OFFLINE"},
    {ACE_NO_EXIST, "ACE_NO_EXIST"},
    {ACE_EXISTS, "ACE_EXISTS"},
    {ACE_FAILURE, "ACE_FAILURE"},
    {ACE_TIMEOUT, "ACE_TIMEOUT"},
    {ACE_BUSY, "ACE_BUSY"},
    {ACE_EXTENDED, "ACE_EXTENDED"},
    {ACE_DEPRECATED, "ACE_DEPRECATED"},
    {ACE_PLUGIN_FAULT, "ACE_PLUGIN_FAULT"},
    {ACE_CANCELED, "ACE_CANCELED"},
    {ACE_OUTCOME_UNKNOWN, "ACE_OUTCOME_UNKNOWN"},
};

constexpr std::int32_t kStatusCodes[] = {ACE_DRAWER_CLOSED, ACE_DRAWER_OPEN,      ACE_GATE_CLOSED,
                                         ACE_GATE_OPEN,     ACE_COVER_OPEN,       ACE_COVER_OK,
                                         ACE_PAPER_EMPTY,   ACE_PAPER_NEAR_EMPTY, ACE_PAPER_OK,
                                         ACE_POWER_ONLINE,  ACE_POWER_OFFLINE};

const StatusRow* find(ace_status status)
{
    const auto row = std::find_if(std::begin(kStatuses), std::end(kStatuses),
                                  [&](const StatusRow& candidate) { return candidate.status == status; });
    return row == std::end(kStatuses) ? nullptr : row;
}

// Where the process of a test keeps what it is told when something is wrong (Sandbox.h).
void writeWords(std::string_view text)
{
    const std::string line = "log: " + std::string(text.substr(0, 1000)) + "\n";
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size()); // it may be full
}

} // namespace

bool isKnownStatus(ace_status status) { return find(status) != nullptr; }

std::string statusName(ace_status status)
{
    const StatusRow* row = find(status);
    return (row ? std::string(row->name) : std::string("an unknown status")) + " (" + std::to_string(status) +
           ")";
}

HostRecorder::HostRecorder(Of lentTo) : of_(lentTo)
{
    table_.size = sizeof table_;
    table_.abi_major = ACE_ABI_MAJOR;
    table_.abi_minor = ACE_ABI_MINOR;
    table_.context = this;
    table_.log = [](const ace_host* host, std::int32_t, ace_str text) {
        writeWords(fromAbi(text));
        if (!isValidUtf8(fromAbi(text)))
            of(host).note(Rule::TextIsUtf8, "log() got text that is no UTF-8: " + cleanUtf8(fromAbi(text)));
    };
    table_.post = [](const ace_host* host, const ace_event* event) { of(host).take(*event); };
    table_.fail = [](const ace_host* host, ace_status status, std::int32_t, std::int32_t, ace_str text) {
        of(host).takeReason(status, text);
    };
    table_.now_ns = [](const ace_host*) -> std::int64_t {
        return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
}

HostRecorder& HostRecorder::of(const ace_host* host) { return *static_cast<HostRecorder*>(host->context); }

void HostRecorder::setOpen(bool open)
{
    const std::lock_guard lock(mutex_);
    open_ = open;
}

void HostRecorder::beginCall()
{
    const std::lock_guard lock(mutex_);
    caller_ = std::this_thread::get_id();
    saidElsewhere_ = false;
    failure_.reset();
    failureText_.clear();
}

void HostRecorder::takeReason(ace_status status, ace_str text)
{
    const std::lock_guard lock(mutex_);
    if (caller_ != std::this_thread::get_id()) {
        saidElsewhere_ = true; // a host cannot tell which call it is about
        return;
    }
    failure_ = status;
    failureText_ = fromAbi(text);
}

void HostRecorder::endCall(const std::string& call, ace_status status)
{
    const std::lock_guard lock(mutex_);
    if (!isKnownStatus(status))
        noteUnlocked(Rule::KnownStatus, call + " answered " + statusName(status));
    if (status == ACE_OK)
        return;
    if (!failure_ || failureText_.empty())
        noteUnlocked(
            Rule::TextWithFailure,
            call + " answered " + statusName(status) + " without saying why: call fail() first" +
                (saidElsewhere_ ? ", on the thread of the call: what another one says is lost" : ""));
    else if (*failure_ != status)
        noteUnlocked(Rule::TextWithFailure,
                     call + " answered " + statusName(status) + ", but told fail() " + statusName(*failure_));
    if (!isValidUtf8(failureText_))
        noteUnlocked(Rule::TextIsUtf8,
                     call + " says why it failed in text that is no UTF-8: " + cleanUtf8(failureText_));
}

std::string HostRecorder::lastText() const
{
    const std::lock_guard lock(mutex_);
    return cleanUtf8(failureText_);
}

void HostRecorder::note(Rule rule, const std::string& what)
{
    const std::lock_guard lock(mutex_);
    noteUnlocked(rule, what);
}

void HostRecorder::noteUnlocked(Rule rule, const std::string& what)
{
    if (breaches_.size() < kBreachesKept)
        breaches_.push_back({rule, what});
}

std::vector<std::string> HostRecorder::breachesOf(Rule rule) const
{
    const std::lock_guard lock(mutex_);
    std::vector<std::string> found;
    for (const Breach& breach : breaches_)
        if (breach.rule == rule)
            found.push_back(breach.what);
    return found;
}

std::vector<SeenEvent> HostRecorder::events() const
{
    const std::lock_guard lock(mutex_);
    return events_;
}

std::size_t HostRecorder::completionsOf(const std::string& reference) const
{
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(std::count_if(events_.begin(), events_.end(), [&](const SeenEvent& seen) {
        return seen.kind == ACE_EVENT_COMPLETE && seen.reference == reference;
    }));
}

void HostRecorder::take(const ace_event& event)
{
    const std::lock_guard lock(mutex_);
    if (!open_)
        noteUnlocked(Rule::ClosedIsSilent,
                     "an event of kind " + std::to_string(event.kind) +
                         (of_ == Of::Plugin
                              ? " on the table that init() was lent: post it on the device's own"
                              : " while the device was not open"));
    if (++posted_ == kEventsMax + 1)
        noteUnlocked(Rule::BoundedEvents, "more than " + std::to_string(kEventsMax) +
                                              " events: a host keeps 256, and loses the oldest");
    if (event.size < sizeof event)
        return noteUnlocked(Rule::ValidEvent,
                            "an event whose size is " + std::to_string(event.size) + ": set it to sizeof");
    if (event.body.size > kEventBytesMax)
        return noteUnlocked(Rule::ValidEvent, "an event with a body of " + std::to_string(event.body.size) +
                                                  " bytes: a host takes 64 KiB");
    SeenEvent seen{event.kind, event.code, std::string(fromAbi(event.reference)),
                   std::string(fromAbi(event.type)), std::string(fromAbi(event.body))};
    checkEvent(seen);
    if (events_.size() < kEventsKept)
        events_.push_back(std::move(seen));
}

void HostRecorder::checkEvent(const SeenEvent& event)
{
    if (!isValidUtf8(event.reference) || !isValidUtf8(event.type) ||
        (event.kind == ACE_EVENT_ERROR && !isValidUtf8(event.body)))
        noteUnlocked(Rule::TextIsUtf8,
                     "an event of kind " + std::to_string(event.kind) + " with text that is no UTF-8");
    switch (event.kind) {
    case ACE_EVENT_DATA:
        if (event.type.empty())
            noteUnlocked(Rule::ValidEvent, "a data event without its type, the symbology");
        break;
    case ACE_EVENT_STATUS:
        if (std::find(std::begin(kStatusCodes), std::end(kStatusCodes), event.code) == std::end(kStatusCodes))
            noteUnlocked(Rule::ValidEvent,
                         "a status event with the unknown code " + std::to_string(event.code));
        break;
    case ACE_EVENT_ERROR:
        if (event.code == ACE_OK || !isKnownStatus(event.code))
            noteUnlocked(Rule::ValidEvent, "an error event whose code is " + statusName(event.code));
        break;
    case ACE_EVENT_COMPLETE:
    case ACE_EVENT_PROGRESS:
        if (event.reference.empty())
            noteUnlocked(Rule::ValidEvent, "a complete or progress event that does not say of what");
        break;
    default:
        noteUnlocked(Rule::ValidEvent, "an event of the unknown kind " + std::to_string(event.kind));
    }
}

} // namespace ace::plugincheck
