// SPDX-License-Identifier: MIT
#include <ace/domain/sales/Allotment.h>
#include <ace/domain/sales/Payment.h>
#include <ace/domain/sales/Refund.h>
#include <ace/domain/sales/Till.h>
#include <ace/domain/sales/WaitingRoom.h>

namespace ace::inline domain {

const char* name(LeaseState state)
{
    switch (state) {
    case LeaseState::Leased:
        return "leased";
    case LeaseState::Sold:
        return "sold";
    case LeaseState::Returned:
        return "returned";
    case LeaseState::WrittenOff:
        return "written_off";
    }
    return "leased";
}

const char* name(RefundState state)
{
    switch (state) {
    case RefundState::Created:
        return "created";
    case RefundState::InTransit:
        return "in_transit";
    case RefundState::Done:
        return "done";
    case RefundState::Failed:
        return "failed";
    case RefundState::Canceled:
        return "canceled";
    }
    return "created";
}

const char* name(RefundKind kind)
{
    switch (kind) {
    case RefundKind::Void:
        return "void";
    case RefundKind::Refund:
        return "refund";
    case RefundKind::Dispute:
        return "dispute";
    }
    return "refund";
}

const char* name(DisputeState state)
{
    switch (state) {
    case DisputeState::None:
        return "none";
    case DisputeState::Open:
        return "open";
    case DisputeState::Lost:
        return "lost";
    }
    return "none";
}

const char* name(ReceiptKind kind)
{
    switch (kind) {
    case ReceiptKind::Sale:
        return "sale";
    case ReceiptKind::Void:
        return "void";
    case ReceiptKind::Refund:
        return "refund";
    }
    return "sale";
}

const char* name(WaitingMode mode)
{
    switch (mode) {
    case WaitingMode::Automatic:
        return "automatic";
    case WaitingMode::On:
        return "on";
    case WaitingMode::Off:
        return "off";
    }
    return "automatic";
}

std::optional<WaitingMode> parseWaitingMode(std::string_view text)
{
    for (const WaitingMode mode : {WaitingMode::Automatic, WaitingMode::On, WaitingMode::Off})
        if (text == name(mode))
            return mode;
    return std::nullopt;
}

const char* name(CashMoveKind kind) { return kind == CashMoveKind::PayIn ? "pay_in" : "pay_out"; }

} // namespace ace::inline domain
