// SPDX-License-Identifier: MIT
// Between the C tables and C++: borrowed text, sinks, and the wall where every exception ends.
#pragma once

#include <ace/base/Bytes.h>
#include <ace/sdk/DeviceError.h>
#include <ace/sdk/abi/plugin.h>

#include <algorithm>
#include <cstddef>
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

inline constexpr std::size_t kStatusTextMax = 4096; // bytes

// `text` cut to kStatusTextMax, as UTF-8 without control characters. What an exception says may quote bytes
// of its input: a parser's does.
inline std::string statusText(std::string_view text)
{
    const auto cut = [](std::string_view whole) {
        std::size_t size = std::min(whole.size(), kStatusTextMax);
        while (size > 0 && size < whole.size() && (static_cast<unsigned char>(whole[size]) & 0xC0u) == 0x80u)
            --size; // not within a character
        return whole.substr(0, size);
    };
    std::string clean = cleanUtf8(cut(text));
    clean.resize(cut(clean).size());
    return clean;
}

// Tells the host why `status` is about to be returned.
inline ace_status fail(const ace_host* host, ace_status status, bool retryable,
                       std::string_view text) noexcept
{
    const auto tell = [&](std::string_view words) {
        host->fail(host, status, 0, retryable ? 1 : 0, toAbi(words));
        return status;
    };
    try {
        return tell(statusText(text));
    } catch (const std::exception&) {
        return tell("it failed, and has no memory left to say why");
    }
}

// Runs `work`; an exception becomes a status, and its text goes to the host.
template <class Work> ace_status guarded(const ace_host* host, Work&& work) noexcept
{
    try {
        std::forward<Work>(work)();
        return ACE_OK;
    } catch (const DeviceError& error) {
        return fail(host, error.status(), error.retryable(), error.what());
    } catch (const std::exception& error) {
        return fail(host, ACE_PLUGIN_FAULT, false, error.what());
    } catch (...) {
        return fail(host, ACE_PLUGIN_FAULT, false, "an exception that is no std::exception");
    }
}

} // namespace ace::sdk::detail
