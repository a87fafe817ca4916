// SPDX-License-Identifier: MIT
// Between the C tables and C++: borrowed text, sinks, and the wall where every exception ends.
#pragma once

#include <ace/sdk/DeviceError.h>
#include <ace/sdk/abi/plugin.h>

#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace ace::sdk::detail {

inline ace_str toAbi(std::string_view text) { return {text.data(), text.size()}; }

inline std::string_view fromAbi(ace_str text)
{
    return text.data ? std::string_view(text.data, text.size) : std::string_view();
}

inline void put(ace_sink sink, std::string_view text) { sink.put(sink.context, text.data(), text.size()); }

// Runs `work`; an exception becomes a status, and its text goes to the host.
template <class Work> ace_status guarded(const ace_host* host, Work&& work) noexcept
{
    const auto fail = [host](ace_status status, bool retryable, const char* text) {
        host->fail(host, status, 0, retryable ? 1 : 0, toAbi(text));
        return status;
    };
    try {
        std::forward<Work>(work)();
        return ACE_OK;
    } catch (const DeviceError& error) {
        return fail(error.status(), error.retryable(), error.what());
    } catch (const std::exception& error) {
        return fail(ACE_PLUGIN_FAULT, false, error.what());
    } catch (...) {
        return fail(ACE_PLUGIN_FAULT, false, "an exception that is no std::exception");
    }
}

} // namespace ace::sdk::detail
