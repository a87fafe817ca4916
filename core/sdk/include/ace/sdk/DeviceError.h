// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/abi/plugin.h>

#include <stdexcept>
#include <string>

namespace ace::sdk {

// What a plugin throws when its device cannot do what was asked. The text is for the operator: what failed,
// and what to do. Any other exception counts as a fault of the plugin (ACE_PLUGIN_FAULT).
class DeviceError : public std::runtime_error
{
public:
    explicit DeviceError(ace_status status, const std::string& text, bool retryable = false)
        : std::runtime_error(text), status_(status == ACE_OK ? ACE_FAILURE : status), retryable_(retryable)
    {
    }

    ace_status status() const noexcept { return status_; }
    bool retryable() const noexcept { return retryable_; } // the same call may succeed later

private:
    ace_status status_;
    bool retryable_;
};

} // namespace ace::sdk
