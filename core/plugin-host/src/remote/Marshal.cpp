// SPDX-License-Identifier: MIT
#include "remote/Marshal.h"

namespace ace::pluginhost {

Invoke findFunction(Capability capability, std::int32_t method)
{
    if (method < kCapabilityMethods)
        return pickFunction(DeviceFunctions{}, method - kDeviceMethods);
    const std::int32_t place = method - kCapabilityMethods;
    switch (capability) {
    case Capability::Payment:
        return pickFunction(PaymentFunctions{}, place);
    case Capability::TicketOutput:
        return pickFunction(TicketOutputFunctions{}, place);
    case Capability::Scanner:
        return pickFunction(ScannerFunctions{}, place);
    case Capability::Queue:
        return pickFunction(QueueFunctions{}, place);
    case Capability::CashDrawer:
        return pickFunction(CashDrawerFunctions{}, place);
    case Capability::LineDisplay:
        return pickFunction(LineDisplayFunctions{}, place);
    case Capability::GateControl:
        return pickFunction(GateControlFunctions{}, place);
    case Capability::Storage:
        break;
    }
    return nullptr;
}

} // namespace ace::pluginhost
