// SPDX-License-Identifier: MIT
#pragma once

#include "BadScanner.h"

#include <ace/sdk/PaymentDevice.h>

namespace bad {

// A payment with which nothing is wrong yet: every one is confirmed.
class Payment : public ace::sdk::PaymentDevice
{
public:
    static constexpr const char* kDeviceClass = "scanner"; // as ACE_BAD_MANIFEST says

    void open(std::string_view settings) override { refuseUnlessEmpty(settings); }
    ace::sdk::PaymentProgress begin(const ace::sdk::PaymentIntent&) override
    {
        return {ace::PaymentState::Confirmed, {}, {}, {}};
    }
    ace::sdk::PaymentProgress query(const ace::sdk::PaymentIntent&) override
    {
        throw ace::sdk::DeviceError(ACE_NO_EXIST, "it keeps nothing");
    }
};

} // namespace bad

#define ACE_BAD_PAYMENT(Device) ACE_PLUGIN(ACE_BAD_MANIFEST("payment"), Device)
