// SPDX-License-Identifier: MIT
#include <ace/domain/people/Role.h>

namespace ace::inline domain {

bool may(Role role, Permission permission)
{
    switch (permission) {
    case Permission::Sell:
        return role != Role::Scanner;
    case Permission::Scan:
        return role != Role::Cashier;
    case Permission::Clock:
        return true;
    case Permission::Undo:
    case Permission::Supervise:
    case Permission::Report:
        return role == Role::Supervisor || role == Role::Organiser;
    case Permission::SetUp:
    case Permission::ManageStaff:
        return role == Role::Organiser;
    }
    return false;
}

const char* name(Role role)
{
    switch (role) {
    case Role::Cashier:
        return "cashier";
    case Role::Scanner:
        return "scanner";
    case Role::Supervisor:
        return "supervisor";
    case Role::Organiser:
        return "organiser";
    }
    return "cashier";
}

std::optional<Role> parseRole(std::string_view text)
{
    for (const Role role : {Role::Cashier, Role::Scanner, Role::Supervisor, Role::Organiser})
        if (text == name(role))
            return role;
    return std::nullopt;
}

} // namespace ace::inline domain
