// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/abi/gate_control.h>

#include <chrono>

namespace ace::sdk {

// A turnstile or a door. A passage is named by its reference, the id of the scan that allowed it.
class GateControlDevice : public Device
{
public:
    // Lets one person through within that time; does not wait for it. The same reference again is the same
    // passage, not a second one.
    virtual void grant(std::string_view reference, std::chrono::milliseconds within) = 0;
    virtual void refuse(std::string_view reference, std::string_view reason) = 0; // a light, a sound

protected:
    // Any thread, between open() and close().
    void passed(std::string_view reference) const { postComplete(reference); }
    void nobodyPassed(std::string_view reference) const
    {
        postError(ACE_TIMEOUT, reference, "nobody went through in time");
    }
    void changed(bool isOpen) const { postStatus(isOpen ? ACE_GATE_OPEN : ACE_GATE_CLOSED); }

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        using This = GateControlDevice;
        static constexpr ace_gate_control_1 kTable{
            sizeof(ace_gate_control_1),
            [](void* self, ace_str reference, std::uint32_t milliseconds) {
                return call<This>(self, [&](This& d) {
                    d.grant(detail::fromAbi(reference), std::chrono::milliseconds(milliseconds));
                });
            },
            [](void* self, ace_str reference, ace_str reason) {
                return call<This>(
                    self, [&](This& d) { d.refuse(detail::fromAbi(reference), detail::fromAbi(reason)); });
            }};
        return id == ACE_GATE_CONTROL_1 ? &kTable : nullptr;
    }
};

} // namespace ace::sdk
