// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace ace::inline domain {

enum class Role { Cashier, Scanner, Supervisor, Organiser };

//                     cashier   scanner   supervisor   organiser
//   Sell                 x                    x            x       sell, see orders and tickets, own till
//   Scan                           x          x            x       scan, sync a gate
//   Clock                x         x          x            x       clock in and out
//   Undo                                      x            x       void, refund, block, rename, reissue
//   Supervise                                 x            x       any till, allotments, people's times
//   Report                                    x            x       sales, entry and till reports
//   SetUp                                                  x       events, gates, vouchers, keys, webhooks
//   ManageStaff                                            x       staff, roles, PINs, stations, audit log
enum class Permission { Sell, Scan, Clock, Undo, Supervise, Report, SetUp, ManageStaff };

bool may(Role role, Permission permission); // the table above

const char* name(Role role); // "cashier": as in the API
std::optional<Role> parseRole(std::string_view text);

} // namespace ace::inline domain
