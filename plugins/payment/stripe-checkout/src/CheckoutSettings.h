// SPDX-License-Identifier: MIT
#pragma once

#include <ace/stripe/Client.h>

#include <string>
#include <string_view>
#include <vector>

namespace ace::stripecheckout {

struct CheckoutSettings
{
    stripe::ClientOptions client;
    std::vector<std::string> webhookSecrets; // none: messages are refused, only asking tells
    std::string installation = "ace";        // which of several that share an account
    std::string statement; // on the card's statement, after the account's own text; may be empty
};

// Throws DeviceError, which names the setting.
CheckoutSettings readSettings(std::string_view json);

} // namespace ace::stripecheckout
