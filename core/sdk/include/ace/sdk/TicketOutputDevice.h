// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/DeliveryJson.h>
#include <ace/sdk/Device.h>
#include <ace/sdk/DocumentJson.h>
#include <ace/sdk/abi/ticket_output.h>
#include <ace/sdk/port/TicketOutput.h>

namespace ace::sdk {

// Something that puts tickets out: as bytes, on paper, by mail. Override what it can do.
class TicketOutputDevice : public Device
{
public:
    virtual Rendered render(const Document&) { throw DeviceError(ACE_ILLEGAL, "this output makes no file"); }
    // The same `outputId` again is the same piece of paper: do not print it twice. ACE_ILLEGAL: it will never
    // go out, whatever is tried; any other status: later it may.
    virtual void submit(std::string_view /*outputId*/, const Document&, const Delivery&)
    {
        throw DeviceError(ACE_ILLEGAL, "this output only makes files");
    }
    virtual void clear() {} // forget what was submitted and is not out yet

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        using This = TicketOutputDevice;
        static constexpr ace_ticket_output_1 kTable{
            sizeof(ace_ticket_output_1),
            [](void* self, ace_str document, ace_sink mime, ace_sink bytes) {
                return call<This>(self, [&](This& d) {
                    const Rendered rendered = d.render(parseDocument(detail::fromAbi(document)));
                    detail::put(mime, rendered.mime);
                    detail::put(bytes, rendered.bytes);
                });
            },
            [](void* self, ace_str outputId, ace_str document, ace_str delivery) {
                return call<This>(self, [&](This& d) {
                    d.submit(detail::fromAbi(outputId), parseDocument(detail::fromAbi(document)),
                             parseDelivery(detail::fromAbi(delivery)));
                });
            },
            [](void* self) { return call<This>(self, [](This& d) { d.clear(); }); }};
        return id == ACE_TICKET_OUTPUT_1 ? &kTable : nullptr;
    }
};

} // namespace ace::sdk
