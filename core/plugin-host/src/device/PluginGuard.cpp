// SPDX-License-Identifier: MIT
#include "device/PluginGuard.h"

#include <exception>

namespace ace::pluginhost {

namespace {

constexpr std::size_t kOutBytesMax = 64u << 20;

struct StatusRow
{
    ace_status status;
    const char* name;
    ErrorCode code;
};

constexpr StatusRow kStatuses[] = {
    {ACE_CLOSED, "closed", ErrorCode::Unavailable},
    {ACE_CLAIMED, "claimed by another program", ErrorCode::Busy},
    {ACE_NOT_CLAIMED, "not claimed", ErrorCode::Unavailable},
    {ACE_NO_SERVICE, "no service", ErrorCode::Unavailable},
    {ACE_DISABLED, "disabled", ErrorCode::Unavailable},
    {ACE_ILLEGAL, "illegal call or setting", ErrorCode::Invalid},
    {ACE_NO_HARDWARE, "no hardware", ErrorCode::Unavailable},
    {ACE_OFFLINE, "offline", ErrorCode::Offline},
    {ACE_NO_EXIST, "does not exist", ErrorCode::NotFound},
    {ACE_EXISTS, "exists already", ErrorCode::Conflict},
    {ACE_FAILURE, "failure", ErrorCode::Internal},
    {ACE_TIMEOUT, "timeout", ErrorCode::Timeout},
    {ACE_BUSY, "busy", ErrorCode::Busy},
    {ACE_EXTENDED, "extended error", ErrorCode::Internal},
    {ACE_DEPRECATED, "deprecated", ErrorCode::Invalid},
    {ACE_PLUGIN_FAULT, "fault of the plugin", ErrorCode::Internal},
    {ACE_CANCELED, "canceled", ErrorCode::Timeout},
    {ACE_OUTCOME_UNKNOWN, "outcome unknown", ErrorCode::OutcomeUnknown},
};

const StatusRow* findStatus(ace_status status)
{
    for (const auto& row : kStatuses)
        if (row.status == status)
            return &row;
    return nullptr;
}

template <std::size_t Index> void append(void* context, const char* data, std::uint64_t size)
{
    auto& reply = *static_cast<Reply*>(context);
    auto& out = reply.out[Index];
    if (size > kOutBytesMax - out.size())
        reply.overflowed = true;
    else if (data)
        out.append(data, size);
}

} // namespace

ace_sink Reply::sink(std::size_t index) { return {this, index == 0 ? append<0> : append<1>}; }

std::string Reply::reason() const
{
    return text.empty() ? "status " + std::to_string(status) + " (" + statusName(status) + ")" : text;
}

void guardedCall(DeviceHost& host, const std::function<ace_status(Reply&)>& call, Reply& reply)
{
    const InPlugin inPlugin(host.mark());
    host.beginCall();
    std::string thrown;
    try {
        reply.status = call(reply);
    } catch (const std::exception& problem) {
        reply.status = ACE_PLUGIN_FAULT;
        thrown = problem.what();
    } catch (...) {
        reply.status = ACE_PLUGIN_FAULT;
        thrown = "an exception that is no std::exception";
    }
    reply.text = host.endCall();
    if (!thrown.empty())
        reply.text = "it threw through its C table: " + thrown;
}

Reply guardedCall(DeviceHost& host, const std::function<ace_status()>& call)
{
    Reply reply;
    guardedCall(
        host, [&](Reply&) { return call(); }, reply);
    return reply;
}

const char* statusName(ace_status status)
{
    const auto* row = findStatus(status);
    return row ? row->name : "unknown";
}

ErrorCode toErrorCode(ace_status status)
{
    const auto* row = findStatus(status);
    return row ? row->code : ErrorCode::Internal;
}

const char* advice(ace_status status)
{
    switch (status) {
    case ACE_PLUGIN_FAULT:
        return "Report this to the plugin's author.";
    case ACE_ILLEGAL:
        return "Check its settings in the configuration.";
    case ACE_CLAIMED:
        return "End the other program that uses the device.";
    case ACE_NO_HARDWARE:
    case ACE_OFFLINE:
        return "Check that the device is connected and switched on.";
    default:
        return "Check its settings, and the log for what it says.";
    }
}

} // namespace ace::pluginhost
