// SPDX-License-Identifier: MIT
#pragma once

#include "json/EventNames.h"

#include <ace/domain/people/Staff.h>

#include <optional>
#include <string>
#include <string_view>

namespace ace::server::api {

struct NewStaffBody
{
    Staff staff; // without id
    std::optional<std::string> password;
    std::optional<std::string> pin;
};
struct PasswordBody
{
    std::string password;
    std::optional<std::string> current;
};
// One of pin and password.
struct LoginBody
{
    std::string login;
    std::optional<std::string> pin;
    std::optional<std::string> password;
};

// These throw Problem: malformed; unknown_event for a role at one that is not there.
NewStaffBody parseNewStaff(std::string_view body, const EventNames& events);
void edit(Staff& staff, std::string_view body, const EventNames& events);
PasswordBody parsePassword(std::string_view body);
std::string parsePin(std::string_view body);
LoginBody parseLogin(std::string_view body);

std::string renderStaff(const Staff& staff, const EventNames& events);
std::string renderStaffHere(StaffId id, const std::string& name, const std::string& login);

struct NewSession
{
    std::string bearer;
    Instant expiresAt;
};
std::string renderNewSession(const NewSession& session, const Staff& staff, const EventNames& events);
std::string renderSession(const StaffSession& session, const Staff& staff, const EventNames& events);

} // namespace ace::server::api
