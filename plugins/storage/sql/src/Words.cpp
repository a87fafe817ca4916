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

template <> KeyState fromWord<KeyState>(std::string_view text) { return find(kKeyStates, text); }
template <> Channel fromWord<Channel>(std::string_view text) { return find(kChannels, text); }
template <> OrderState fromWord<OrderState>(std::string_view text) { return find(kOrderStates, text); }
template <> TicketState fromWord<TicketState>(std::string_view text) { return find(kTicketStates, text); }
template <> PaymentState fromWord<PaymentState>(std::string_view text) { return find(kPaymentStates, text); }
template <> Direction fromWord<Direction>(std::string_view text) { return find(kDirections, text); }
template <> Reason fromWord<Reason>(std::string_view text) { return find(kReasons, text); }

} // namespace ace::sql
