// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/abi/scanner.h>

namespace ace::sdk {

// Something that reads codes. It calls scanned() for each; the host keeps them in order and hands them over
// one at a time.
class ScannerDevice : public Device
{
public:
    // Off after each code until the application wants the next one. A reader that can switch its beam off
    // does so here.
    virtual void setDataEvents(bool /*on*/) {}
    virtual void clearInput() {} // forget what was read and not yet given to scanned()
    virtual void trigger()
    {
        throw DeviceError(ACE_ILLEGAL, "this scanner reads by itself, it has no trigger");
    }

protected:
    // Any thread, between open() and close(). `symbology`: "QR", "PDF417", …; `data`: the bytes as read.
    void scanned(std::string_view symbology, std::string_view data) const
    {
        ace_event event{};
        event.kind = ACE_EVENT_DATA;
        event.type = detail::toAbi(symbology);
        event.body = detail::toAbi(data);
        post(event);
    }

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        static constexpr ace_scanner_1 kTable{
            sizeof(ace_scanner_1),
            [](void* self, std::int32_t on) {
                return call<ScannerDevice>(self, [&](ScannerDevice& d) { d.setDataEvents(on != 0); });
            },
            [](void* self) { return call<ScannerDevice>(self, [](ScannerDevice& d) { d.clearInput(); }); },
            [](void* self) { return call<ScannerDevice>(self, [](ScannerDevice& d) { d.trigger(); }); }};
        return id == ACE_SCANNER_1 ? &kTable : nullptr;
    }
};

} // namespace ace::sdk
