// SPDX-License-Identifier: MIT
// What each operation does. Each function reads its call strictly, asks a use case and renders the answer;
// the call is authorised before it runs, and checks of the object's event come from access/Rules.h.
#pragma once

#include "Call.h"

#include <span>
#include <string_view>

namespace ace::server::api {

struct OperationFunction
{
    std::string_view id; // of access::operations()
    void (*run)(Call& call);
};

std::span<const OperationFunction> eventOperations();
std::span<const OperationFunction> voucherOperations();
std::span<const OperationFunction> waitingRoomOperations();
std::span<const OperationFunction> orderOperations();
std::span<const OperationFunction> afterSaleOperations();
std::span<const OperationFunction> entryOperations();
std::span<const OperationFunction> allotmentOperations();
std::span<const OperationFunction> tillOperations();
std::span<const OperationFunction> staffOperations();
std::span<const OperationFunction> sessionOperations();
std::span<const OperationFunction> timeOperations();
std::span<const OperationFunction> stationOperations();
std::span<const OperationFunction> reportOperations();
std::span<const OperationFunction> noticeOperations();
std::span<const OperationFunction> serverOperations();

} // namespace ace::server::api
