// SPDX-License-Identifier: MIT
#include "device/DeviceTables.h"

#include <ace/sdk/abi/cash_drawer.h>
#include <ace/sdk/abi/gate_control.h>
#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/abi/payment.h>
#include <ace/sdk/abi/queue.h>
#include <ace/sdk/abi/scanner.h>
#include <ace/sdk/abi/ticket_output.h>

namespace ace::pluginhost {

namespace {

template <class Table, class... Functions> bool complete(const void* found, Functions... functions)
{
    const auto* table = static_cast<const Table*>(found);
    return table->size >= sizeof(Table) && ((table->*functions != nullptr) && ...);
}

} // namespace

bool isComplete(const ace_device& d)
{
    return complete<ace_device>(&d, &ace_device::open, &ace_device::claim, &ace_device::enable,
                                &ace_device::release, &ace_device::close, &ace_device::check_health,
                                &ace_device::query, &ace_device::interrupt, &ace_device::destroy);
}

bool isComplete(const void* table, Capability capability)
{
    switch (capability) {
    case Capability::Payment: {
        using T = ace_payment_1;
        return complete<T>(table, &T::page_seconds, &T::begin, &T::cancel, &T::reverse, &T::query,
                           &T::query_reversal, &T::notify, &T::changes);
    }
    case Capability::TicketOutput: {
        using T = ace_ticket_output_1;
        return complete<T>(table, &T::render, &T::submit, &T::clear);
    }
    case Capability::Scanner: {
        using T = ace_scanner_1;
        return complete<T>(table, &T::set_data_events, &T::clear_input, &T::trigger);
    }
    case Capability::Queue: {
        using T = ace_queue_1;
        return complete<T>(table, &T::publish, &T::consume, &T::acknowledge);
    }
    case Capability::CashDrawer: {
        using T = ace_cash_drawer_1;
        return complete<T>(table, &T::open_drawer, &T::is_open);
    }
    case Capability::LineDisplay: {
        using T = ace_line_display_1;
        return complete<T>(table, &T::dimensions, &T::show, &T::clear);
    }
    case Capability::GateControl: {
        using T = ace_gate_control_1;
        return complete<T>(table, &T::grant, &T::refuse);
    }
    case Capability::Storage:
        return true;
    }
    return false;
}

} // namespace ace::pluginhost
