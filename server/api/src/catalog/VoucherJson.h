// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Id.h>
#include <ace/domain/sales/Voucher.h>

#include <string>
#include <string_view>

namespace ace::server::api {

Voucher parseNewVoucher(std::string_view body, EventId event, IdSource& ids); // throws Problem `malformed`
void edit(Voucher& voucher, std::string_view body); // what is given becomes so, the rest stays
std::string renderVoucher(const Voucher& voucher);

} // namespace ace::server::api
