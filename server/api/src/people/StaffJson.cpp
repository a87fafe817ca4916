// SPDX-License-Identifier: MIT
#include "StaffJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

namespace ace::server::api {

namespace {

constexpr JsonObject::Length kName{.least = 1, .most = 200};
constexpr JsonObject::Length kLogin{.least = 1, .most = 64};
constexpr JsonObject::Length kSecret{.most = 1000}; // the rules of secrets are the directory's

Assignment parseRoleAt(const JsonObject& object, const EventNames& events)
{
    const auto role = ace::parseRole(object.text("role", {.most = 100}));
    if (!role)
        object.refuse("role", "must be cashier, scanner, supervisor or organiser");
    Assignment assignment{*role, std::nullopt};
    if (const auto slug = object.findText("event", {.least = 1, .most = 200}))
        assignment.event = events.idOf(*slug);
    return assignment;
}

void applyRoles(const JsonObject& object, Staff& staff, const EventNames& events)
{
    staff.assignments.clear();
    for (const JsonObject& row : object.objects("roles", 100))
        staff.assignments.push_back(parseRoleAt(row, events));
}

Json jsonOf(const Staff& staff, const EventNames& events)
{
    Json roles = Json::array();
    for (const Assignment& assignment : staff.assignments)
        roles.push_back(
            Json{{"role", name(assignment.role)},
                 {"event", assignment.event ? Json(events.slugOf(*assignment.event)) : Json(nullptr)}});
    return {{"id", staff.id.toString()}, {"name", textOf(staff.name)}, {"login", staff.login},
            {"active", staff.active},    {"roles", std::move(roles)},  {"revision", staff.revision}};
}

} // namespace

NewStaffBody parseNewStaff(std::string_view body, const EventNames& events)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    NewStaffBody parsed;
    parsed.staff.name = cleanUtf8(object.text("name", kName));
    parsed.staff.login = object.text("login", kLogin);
    if (json.contains("roles"))
        applyRoles(object, parsed.staff, events);
    parsed.password = object.findText("password", kSecret);
    parsed.pin = object.findText("pin", kSecret);
    return parsed;
}

void edit(Staff& staff, std::string_view body, const EventNames& events)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    if (const auto name = object.findText("name", kName))
        staff.name = cleanUtf8(*name);
    if (const auto login = object.findText("login", kLogin))
        staff.login = *login;
    if (const auto active = object.findBoolean("active"))
        staff.active = *active;
    if (json.contains("roles"))
        applyRoles(object, staff, events);
}

PasswordBody parsePassword(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    return {object.text("password", kSecret), object.findText("current", kSecret)};
}

std::string parsePin(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    return JsonObject(json, "").text("pin", kSecret);
}

LoginBody parseLogin(std::string_view body)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    LoginBody login{object.text("login", kLogin), object.findText("pin", kSecret),
                    object.findText("password", kSecret)};
    if (login.pin.has_value() == login.password.has_value())
        object.refuse("pin", "or password is needed, one of them: the PIN at a station, else the password");
    return login;
}

std::string renderStaff(const Staff& staff, const EventNames& events) { return jsonOf(staff, events).dump(); }

std::string renderStaffHere(StaffId id, const std::string& name, const std::string& login)
{
    return Json{{"id", id.toString()}, {"name", textOf(name)}, {"login", login}}.dump();
}

std::string renderNewSession(const NewSession& session, const Staff& staff, const EventNames& events)
{
    return Json{{"bearer", session.bearer},
                {"staff", jsonOf(staff, events)},
                {"expires_at", formatUtc(session.expiresAt)}}
        .dump();
}

std::string renderSession(const StaffSession& session, const Staff& staff, const EventNames& events)
{
    return Json{{"staff", jsonOf(staff, events)},
                {"station", toJson(session.station)},
                {"created_at", formatUtc(session.createdAt)},
                {"expires_at", formatUtc(session.expiresAt)}}
        .dump();
}

} // namespace ace::server::api
