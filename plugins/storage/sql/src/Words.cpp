// SPDX-License-Identifier: MIT
#include "Words.h"

#include <ace/sql/Session.h>

#include <string>

namespace ace::sql {

namespace {

template <class Enum> struct Word
{
    Enum value;
    std::string_view text;
};

constexpr Word<KeyState> kKeyStates[] = {
    {KeyState::Active, "active"}, {KeyState::Rotated, "rotated"}, {KeyState::Retired, "retired"}};
constexpr Word<Channel> kChannels[] = {{Channel::Web, "web"}, {Channel::Counter, "counter"}};
constexpr Word<OrderState> kOrderStates[] = {{OrderState::Pending, "pending"},
                                             {OrderState::Paid, "paid"},
                                             {OrderState::Expired, "expired"},
                                             {OrderState::Canceled, "canceled"}};
constexpr Word<TicketState> kTicketStates[] = {
    {TicketState::Valid, "valid"}, {TicketState::Canceled, "canceled"}, {TicketState::Blocked, "blocked"}};
constexpr Word<PaymentState> kPaymentStates[] = {{PaymentState::Created, "created"},
                                                 {PaymentState::Pending, "pending"},
                                                 {PaymentState::Confirmed, "confirmed"},
                                                 {PaymentState::Failed, "failed"},
                                                 {PaymentState::Canceled, "canceled"}};
constexpr Word<Direction> kDirections[] = {{Direction::Entry, "entry"}, {Direction::Exit, "exit"}};
constexpr Word<Reason> kReasons[] = {
    {Reason::Invalid, "invalid"},           {Reason::UnknownKey, "unknown_key"},
    {Reason::WrongEvent, "wrong_event"},    {Reason::Unpaid, "unpaid"},
    {Reason::Canceled, "canceled"},         {Reason::Blocked, "blocked"},
    {Reason::Revoked, "revoked"},           {Reason::Expired, "expired"},
    {Reason::NotYetValid, "not_yet_valid"}, {Reason::WrongProduct, "wrong_product"},
    {Reason::WrongZone, "wrong_zone"},      {Reason::AlreadyRedeemed, "already_redeemed"}};
constexpr Word<Role> kRoles[] = {{Role::Cashier, "cashier"},
                                 {Role::Scanner, "scanner"},
                                 {Role::Supervisor, "supervisor"},
                                 {Role::Organiser, "organiser"}};
constexpr Word<StationKind> kStationKinds[] = {{StationKind::Counter, "counter"},
                                               {StationKind::Gate, "gate"}};
constexpr Word<VoucherEffect> kVoucherEffects[] = {{VoucherEffect::None, "none"},
                                                   {VoucherEffect::PercentOff, "percent_off"},
                                                   {VoucherEffect::AmountOff, "amount_off"},
                                                   {VoucherEffect::FixedPrice, "fixed_price"}};
constexpr Word<RefundState> kRefundStates[] = {{RefundState::Created, "created"},
                                               {RefundState::InTransit, "in_transit"},
                                               {RefundState::Done, "done"},
                                               {RefundState::Failed, "failed"},
                                               {RefundState::Canceled, "canceled"}};
constexpr Word<RefundKind> kRefundKinds[] = {
    {RefundKind::Void, "void"}, {RefundKind::Refund, "refund"}, {RefundKind::Dispute, "dispute"}};
constexpr Word<DisputeState> kDisputeStates[] = {
    {DisputeState::None, "none"}, {DisputeState::Open, "open"}, {DisputeState::Lost, "lost"}};
constexpr Word<CashMoveKind> kCashMoveKinds[] = {{CashMoveKind::PayIn, "pay_in"},
                                                 {CashMoveKind::PayOut, "pay_out"}};
constexpr Word<ReceiptKind> kReceiptKinds[] = {
    {ReceiptKind::Sale, "sale"}, {ReceiptKind::Void, "void"}, {ReceiptKind::Refund, "refund"}};
constexpr Word<LeaseState> kLeaseStates[] = {{LeaseState::Leased, "leased"},
                                             {LeaseState::Sold, "sold"},
                                             {LeaseState::Returned, "returned"},
                                             {LeaseState::WrittenOff, "written_off"}};
constexpr Word<WaitingMode> kWaitingModes[] = {
    {WaitingMode::Automatic, "automatic"}, {WaitingMode::On, "on"}, {WaitingMode::Off, "off"}};

template <class Enum, std::size_t size> std::string_view find(const Word<Enum> (&words)[size], Enum value)
{
    for (const auto& each : words)
        if (each.value == value)
            return each.text;
    throw SqlError(Fault::Internal, "a value without a word");
}

template <class Enum, std::size_t size> Enum find(const Word<Enum> (&words)[size], std::string_view text)
{
    for (const auto& each : words)
        if (each.text == text)
            return each.value;
    throw SqlError(Fault::Corrupt, "\"" + std::string(text) + "\" on record is no state or reason");
}

} // namespace

std::string_view word(KeyState state) { return find(kKeyStates, state); }
std::string_view word(Channel channel) { return find(kChannels, channel); }
std::string_view word(OrderState state) { return find(kOrderStates, state); }
std::string_view word(TicketState state) { return find(kTicketStates, state); }
std::string_view word(PaymentState state) { return find(kPaymentStates, state); }
std::string_view word(Direction direction) { return find(kDirections, direction); }
std::string_view word(Reason reason) { return find(kReasons, reason); }
std::string_view word(Role role) { return find(kRoles, role); }
std::string_view word(StationKind kind) { return find(kStationKinds, kind); }
std::string_view word(VoucherEffect effect) { return find(kVoucherEffects, effect); }
std::string_view word(RefundState state) { return find(kRefundStates, state); }
std::string_view word(RefundKind kind) { return find(kRefundKinds, kind); }
std::string_view word(DisputeState state) { return find(kDisputeStates, state); }
std::string_view word(CashMoveKind kind) { return find(kCashMoveKinds, kind); }
std::string_view word(ReceiptKind kind) { return find(kReceiptKinds, kind); }
std::string_view word(LeaseState state) { return find(kLeaseStates, state); }
std::string_view word(WaitingMode mode) { return find(kWaitingModes, mode); }

template <> KeyState fromWord<KeyState>(std::string_view text) { return find(kKeyStates, text); }
template <> Channel fromWord<Channel>(std::string_view text) { return find(kChannels, text); }
template <> OrderState fromWord<OrderState>(std::string_view text) { return find(kOrderStates, text); }
template <> TicketState fromWord<TicketState>(std::string_view text) { return find(kTicketStates, text); }
template <> PaymentState fromWord<PaymentState>(std::string_view text) { return find(kPaymentStates, text); }
template <> Direction fromWord<Direction>(std::string_view text) { return find(kDirections, text); }
template <> Reason fromWord<Reason>(std::string_view text) { return find(kReasons, text); }
template <> Role fromWord<Role>(std::string_view text) { return find(kRoles, text); }
template <> StationKind fromWord<StationKind>(std::string_view text) { return find(kStationKinds, text); }
template <> VoucherEffect fromWord<VoucherEffect>(std::string_view text)
{
    return find(kVoucherEffects, text);
}
template <> RefundState fromWord<RefundState>(std::string_view text) { return find(kRefundStates, text); }
template <> RefundKind fromWord<RefundKind>(std::string_view text) { return find(kRefundKinds, text); }
template <> DisputeState fromWord<DisputeState>(std::string_view text) { return find(kDisputeStates, text); }
template <> CashMoveKind fromWord<CashMoveKind>(std::string_view text) { return find(kCashMoveKinds, text); }
template <> ReceiptKind fromWord<ReceiptKind>(std::string_view text) { return find(kReceiptKinds, text); }
template <> LeaseState fromWord<LeaseState>(std::string_view text) { return find(kLeaseStates, text); }
template <> WaitingMode fromWord<WaitingMode>(std::string_view text) { return find(kWaitingModes, text); }

} // namespace ace::sql
