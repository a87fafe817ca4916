// SPDX-License-Identifier: MIT
#include "port/LineDisplayPort.h"

#include <ace/sdk/Guard.h>

#include <utility>

namespace ace::pluginhost {

LineDisplayPort::LineDisplayPort(std::unique_ptr<PluginDevice> device)
    : device_(std::move(device)), table_(*static_cast<const ace_line_display_1*>(device_->table()))
{
}

Result<sdk::DisplayDimensions> LineDisplayPort::dimensions()
{
    const auto has = std::make_shared<sdk::DisplayDimensions>(); // shared with a call that hangs
    auto asked = call("dimensions", [&table = table_, self = device_->self(), has](Reply&) {
        return table.dimensions(self, &has->rows, &has->columns);
    });
    if (!asked)
        return failure(std::move(asked));
    if (has->rows == 0 || has->columns == 0)
        return Failure(device_->error(ErrorCode::Corrupt, "says that it has no rows or no columns. Report "
                                                          "this to the plugin's author."));
    return *has;
}

Result<void> LineDisplayPort::show(std::uint32_t row, std::uint32_t column, const std::string& text)
{
    return call("show", [&table = table_, self = device_->self(), row, column, text](Reply&) {
        return table.show(self, row, column, sdk::detail::toAbi(text));
    });
}

Result<void> LineDisplayPort::clear()
{
    return call("clear", [&table = table_, self = device_->self()](Reply&) { return table.clear(self); });
}

Result<void> LineDisplayPort::call(const char* what, PluginDevice::Work work)
{
    auto reply = device_->call(what, std::move(work));
    if (!reply)
        return failure(std::move(reply));
    return {};
}

} // namespace ace::pluginhost
