// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sdk/Device.h>
#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/port/LineDisplay.h>

namespace ace::sdk {

// What the customer reads at the counter.
class LineDisplayDevice : public Device
{
public:
    virtual DisplayDimensions dimensions() = 0; // never change while it is open
    // From that place on, counted from 0; the rest of the row stays. Cut what is too long, show another
    // character for one that it does not have. ACE_ILLEGAL: there is no such place.
    virtual void show(std::uint32_t row, std::uint32_t column, std::string_view text) = 0;
    virtual void clear() = 0;

private:
    const void* findInterface(std::string_view id) noexcept final
    {
        using This = LineDisplayDevice;
        static constexpr ace_line_display_1 kTable{
            sizeof(ace_line_display_1),
            [](void* self, std::uint32_t* rows, std::uint32_t* columns) {
                return call<This>(self, [&](This& d) {
                    const DisplayDimensions has = d.dimensions();
                    *rows = has.rows;
                    *columns = has.columns;
                });
            },
            [](void* self, std::uint32_t row, std::uint32_t column, ace_str text) {
                return call<This>(self, [&](This& d) { d.show(row, column, detail::fromAbi(text)); });
            },
            [](void* self) { return call<This>(self, [](This& d) { d.clear(); }); }};
        return id == ACE_LINE_DISPLAY_1 ? &kTable : nullptr;
    }
};

} // namespace ace::sdk
