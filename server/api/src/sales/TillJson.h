// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/Tills.h>

#include <string>
#include <string_view>

namespace ace::server::api {

struct CashMoveBody
{
    CashMoveKind kind = CashMoveKind::PayIn;
    Money amount;
    std::string reason;
};

std::string parseTillName(std::string_view body); // throws Problem `malformed`, as the others
Money parseOpeningFloat(std::string_view body);
Money parseCounted(std::string_view body);
CashMoveBody parseCashMove(std::string_view body);

std::string renderTill(const Till& till);
std::string renderTillSession(const boxoffice::TillReport& report);
std::string renderReceipt(const Receipt& receipt);

} // namespace ace::server::api
