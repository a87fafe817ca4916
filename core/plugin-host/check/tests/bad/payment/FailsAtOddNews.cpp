// SPDX-License-Identifier: MIT
#include "BadPayment.h"

namespace {
class Bad : public bad::Payment
{
    // Only where a message is no JSON any more; it says how often it was asked, and what.
    std::optional<ace::sdk::PaymentNews> notify(const ace::sdk::Headers&, std::string_view body) override
    {
        ++count_;
        if (body.find("begun_at") != std::string_view::npos && !body.ends_with('}'))
            throw ace::sdk::DeviceError(4711, std::to_string(count_) + ": " + std::string(body));
        return std::nullopt;
    }
    int count_ = 0;
};
} // namespace

ACE_BAD_PAYMENT(Bad);
