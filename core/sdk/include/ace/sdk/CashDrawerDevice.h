// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/abi/cash_drawer.h>

namespace ace::sdk {

// A drawer for cash. Where it can tell, it calls changed() whenever it was opened or closed.
class CashDrawerDevice : public Device
{
public:
    virtual void openDrawer() = 0; // does not wait until it is closed again; one that is open is no error
    virtual bool isOpen() { throw DeviceError(ACE_ILLEGAL, "this drawer cannot tell whether it is open"); }

protected:
    // Any thread, between open() and close().
    void changed(bool isOpen) const { postStatus(isOpen ? ACE_DRAWER_OPEN : ACE_DRAWER_CLOSED); }

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        using This = CashDrawerDevice;
        static constexpr ace_cash_drawer_1 kTable{
            sizeof(ace_cash_drawer_1),
            [](void* self) { return call<This>(self, [](This& d) { d.openDrawer(); }); },
            [](void* self, std::int32_t* opened) {
                return call<This>(self, [&](This& d) { *opened = d.isOpen() ? 1 : 0; });
            }};
        return id == ACE_CASH_DRAWER_1 ? &kTable : nullptr;
    }
};

} // namespace ace::sdk
