// SPDX-License-Identifier: MIT
// Every function of a device's tables as a call over the line. The idea: the type of a table's member says
// all that there is to know of it, so that both ends are made from one list of members. On the host's side
// `remoteCall<&ace_scanner_1::trigger>` is a function that can stand in such a table; on the plugin's side
// `invoke<&ace_scanner_1::trigger>` calls the real one. The number of a method is its place in the list.
#pragma once

#include "remote/Message.h"

#include <ace/plugin-host/PluginManifest.h>
#include <ace/sdk/abi/cash_drawer.h>
#include <ace/sdk/abi/gate_control.h>
#include <ace/sdk/abi/line_display.h>
#include <ace/sdk/abi/payment.h>
#include <ace/sdk/abi/queue.h>
#include <ace/sdk/abi/scanner.h>
#include <ace/sdk/abi/ticket_output.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace ace::pluginhost {

template <auto... Members> struct Functions
{
    static constexpr std::size_t count = sizeof...(Members);
};

// abi/*.h
using DeviceFunctions = Functions<&ace_device::open, &ace_device::claim, &ace_device::enable,
                                  &ace_device::release, &ace_device::close, &ace_device::check_health>;
using PaymentFunctions =
    Functions<&ace_payment_1::begin, &ace_payment_1::cancel, &ace_payment_1::reverse, &ace_payment_1::query,
              &ace_payment_1::query_reversal, &ace_payment_1::notify, &ace_payment_1::changes>;
using TicketOutputFunctions =
    Functions<&ace_ticket_output_1::render, &ace_ticket_output_1::submit, &ace_ticket_output_1::clear>;
using ScannerFunctions =
    Functions<&ace_scanner_1::set_data_events, &ace_scanner_1::clear_input, &ace_scanner_1::trigger>;
using QueueFunctions = Functions<&ace_queue_1::publish, &ace_queue_1::consume, &ace_queue_1::acknowledge>;
using CashDrawerFunctions = Functions<&ace_cash_drawer_1::open_drawer, &ace_cash_drawer_1::is_open>;
using LineDisplayFunctions =
    Functions<&ace_line_display_1::dimensions, &ace_line_display_1::show, &ace_line_display_1::clear>;
using GateControlFunctions = Functions<&ace_gate_control_1::grant, &ace_gate_control_1::refuse>;

// A table is its size and its functions: one that is added to it must be added above.
template <class Table, class List>
inline constexpr bool kListedWhole = sizeof(Table) == sizeof(void*) * (1 + List::count);
static_assert(kListedWhole<ace_ticket_output_1, TicketOutputFunctions>);
static_assert(kListedWhole<ace_scanner_1, ScannerFunctions> && kListedWhole<ace_queue_1, QueueFunctions>);
static_assert(kListedWhole<ace_cash_drawer_1, CashDrawerFunctions>);
static_assert(kListedWhole<ace_line_display_1, LineDisplayFunctions>);
static_assert(kListedWhole<ace_gate_control_1, GateControlFunctions>);
static_assert(sizeof(ace_payment_1) == sizeof(void*) * (3 + PaymentFunctions::count)); // two words more
static_assert(sizeof(ace_device) ==
              sizeof(void*) * (2 + 3 + DeviceFunctions::count)); // query, interrupt, destroy

// Makes the device: its class is an argument of the program. Answers of a payment's table settles_at_once and
// instances. open() answers its page_seconds, which nothing changes from then on.
inline constexpr std::int32_t kCreateMethod = 0;
inline constexpr std::int32_t kDestroyMethod = 1; // the process ends after it
inline constexpr std::int32_t kDeviceMethods = 8;
inline constexpr std::int32_t kCapabilityMethods = 32;

template <auto Member> struct FunctionName
{
};

template <auto Member, auto... Members> constexpr std::int32_t placeIn(Functions<Members...>)
{
    std::int32_t place = 0;
    const bool found =
        ((std::is_same_v<FunctionName<Member>, FunctionName<Members>> || (++place, false)) || ...);
    return found ? place : -1;
}

template <auto Member> constexpr std::int32_t methodOf()
{
    std::int32_t method = -1;
    if (const auto place = placeIn<Member>(DeviceFunctions{}); place >= 0)
        method = kDeviceMethods + place;
    const auto look = [&method](std::int32_t place) {
        if (place >= 0)
            method = kCapabilityMethods + place;
    };
    look(placeIn<Member>(PaymentFunctions{}));
    look(placeIn<Member>(TicketOutputFunctions{}));
    look(placeIn<Member>(ScannerFunctions{}));
    look(placeIn<Member>(QueueFunctions{}));
    look(placeIn<Member>(CashDrawerFunctions{}));
    look(placeIn<Member>(LineDisplayFunctions{}));
    look(placeIn<Member>(GateControlFunctions{}));
    return method;
}

// The host's side: the arguments of a call, and where its results go.
class Arguments
{
public:
    void add(ace_str text)
    {
        request.texts.at(texts_++) = {text.data ? text.data : "", text.data ? text.size : 0};
    }
    void add(std::int64_t number) { request.numbers.at(numbers_++) = number; }
    void add(std::int32_t number) { add(std::int64_t{number}); }
    void add(std::uint32_t number) { add(std::int64_t{number}); }
    void add(ace_sink sink) { sinks_.at(sinkCount_++) = sink; }
    void add(std::uint32_t* place) { places_.at(placeCount_++) = place; }
    void add(std::int32_t* place) { add(reinterpret_cast<std::uint32_t*>(place)); }

    void deliver(const Answer& answer) const
    {
        for (std::size_t i = 0; i < sinkCount_; ++i)
            if (!answer.out[i].empty())
                sinks_[i].put(sinks_[i].context, answer.out[i].data(), answer.out[i].size());
        for (std::size_t i = 0; i < placeCount_; ++i)
            *places_[i] = static_cast<std::uint32_t>(answer.numbers[i]);
    }

    Request request;

private:
    std::size_t texts_ = 0, numbers_ = 0, sinkCount_ = 0, placeCount_ = 0;
    std::array<ace_sink, 2> sinks_{};
    std::array<std::uint32_t*, 2> places_{};
};

// `Device` has `ace_status call(Arguments&)`.
template <class Device, auto Member> struct RemoteCall;
template <class Device, class Table, class... Args, ace_status (*Table::*Member)(void*, Args...)>
struct RemoteCall<Device, Member>
{
    static ace_status call(void* self, Args... values)
    {
        Arguments arguments;
        arguments.request.method = methodOf<Member>();
        (arguments.add(values), ...);
        return static_cast<Device*>(self)->call(arguments);
    }
};

template <class Device, class Table, auto... Members> void fillTable(Table& table, Functions<Members...>)
{
    table.size = sizeof table;
    ((table.*Members = &RemoteCall<Device, Members>::call), ...);
}

// The plugin's side: takes the arguments of a request one after the other, and keeps its results.
class Invocation
{
public:
    explicit Invocation(const Request& request, std::size_t outBytesMax)
        : request_(request), outBytesLeft_(outBytesMax)
    {
    }

    template <class T> T take()
    {
        if constexpr (std::is_same_v<T, ace_str>) {
            const auto text = request_.texts.at(texts_++);
            return {text.data(), text.size()};
        } else if constexpr (std::is_same_v<T, ace_sink>) {
            sinks_.at(sinkCount_) = {this, &out.at(sinkCount_)};
            return {&sinks_.at(sinkCount_++), &Invocation::put};
        } else if constexpr (std::is_pointer_v<T>) {
            return reinterpret_cast<T>(&places_.at(placeCount_++));
        } else {
            return static_cast<T>(request_.numbers.at(numbers_++));
        }
    }

    void finish() // the places become numbers
    {
        for (std::size_t i = 0; i < placeCount_; ++i)
            numbers[i] = places_[i];
    }

    std::array<std::string, 2> out;
    std::array<std::int64_t, 2> numbers{};
    bool overflowed = false;

private:
    struct Sink
    {
        Invocation* owner = nullptr;
        std::string* text = nullptr;
    };
    static void put(void* context, const char* data, std::uint64_t size)
    {
        auto& sink = *static_cast<Sink*>(context);
        if (size > sink.owner->outBytesLeft_) {
            sink.owner->overflowed = true;
            return;
        }
        sink.owner->outBytesLeft_ -= size;
        if (data)
            sink.text->append(data, size);
    }

    const Request& request_;
    std::size_t outBytesLeft_;
    std::size_t texts_ = 0, numbers_ = 0, sinkCount_ = 0, placeCount_ = 0;
    std::array<Sink, 2> sinks_{};
    std::array<std::uint32_t, 2> places_{};
};

using Invoke = ace_status (*)(const void* table, void* self, Invocation& invocation);

template <auto Member> struct Local;
template <class Table, class... Args, ace_status (*Table::*Member)(void*, Args...)> struct Local<Member>
{
    static ace_status invoke(const void* table, void* self, Invocation& invocation)
    {
        const std::tuple<Args...> values{invocation.take<Args>()...}; // in this order
        const auto status = std::apply(
            [&](auto... each) { return (static_cast<const Table*>(table)->*Member)(self, each...); }, values);
        invocation.finish();
        return status;
    }
};

template <auto... Members> Invoke pickFunction(Functions<Members...>, std::int32_t place)
{
    static constexpr Invoke kAll[] = {&Local<Members>::invoke...};
    return place >= 0 && place < static_cast<std::int32_t>(sizeof...(Members)) ? kAll[place] : nullptr;
}

// The function of that method; null: there is none. Of the device's table, or of its capability's.
Invoke findFunction(Capability capability, std::int32_t method);

} // namespace ace::pluginhost
