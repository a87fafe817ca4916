// SPDX-License-Identifier: MIT
#include "Staff.h"

#include "Surroundings.h"

#include <ace/staffing/People.h>

#include <iostream>

namespace ace::cli {

namespace {

constexpr char kAddUsage[] = "usage: ace staff add --name NAME --login LOGIN --role "
                             "cashier|scanner|supervisor|organiser [--event SLUG] [--password-stdin] "
                             "[--pin-stdin] [--data DIR] [--config FILE]";
constexpr char kListUsage[] = "usage: ace staff list [--data DIR] [--config FILE]";
constexpr std::size_t kPageSize = 200;

struct Secrets
{
    std::optional<std::string> password;
    std::optional<std::string> pin;
};

// The record, opened as its one writer: a server that has it open is named in the refusal.
class Record
{
public:
    explicit Record(const kit::CommandLine& line) : line_(line), folder_(surroundings_.folder(line)) {}

    Result<runtime::Runtime*> open()
    {
        const SystemClock clock;
        SystemIdSource ids(clock);
        if (auto prepared = folder_.prepare(ids); !prepared)
            return failure(std::move(prepared));
        return openExisting();
    }

    // Makes no folder.
    Result<runtime::Runtime*> openExisting()
    {
        if (std::error_code error; !std::filesystem::exists(folder_.path(), error))
            return failure(ErrorCode::NotFound, "there is no such folder", folder_.path().string());
        auto settings = surroundings_.settings(line_);
        if (!settings)
            return failure(std::move(settings));
        settings->payments.clear(); // staff needs nothing but storage
        settings->outputs.clear();
        settings->scanners.clear();
        auto started = runtime::Runtime::startLocal(*settings, folder_, surroundings_.environment());
        if (!started)
            return failure(std::move(started));
        runtime_ = std::move(*started);
        return runtime_.get();
    }

private:
    const kit::CommandLine& line_;
    Surroundings surroundings_{LogLevel::Warning};
    runtime::DataFolder folder_;
    std::unique_ptr<runtime::Runtime> runtime_;
};

Result<std::optional<std::string>> readLine(bool wanted, const char* what)
{
    std::string line;
    if (!wanted)
        return std::optional<std::string>();
    if (!std::getline(std::cin, line))
        return failure(ErrorCode::Invalid, std::string("standard input has no line with the ") + what);
    return std::optional(line);
}

Result<void> judge(const Secrets& secrets, const Staff& staff)
{
    const auto refuseSecret = [](const char* what, staffing::SecretRefusal refusal) {
        return failure(ErrorCode::Invalid,
                       std::string("the ") + what + " is not taken: " + staffing::explain(refusal));
    };
    if (secrets.password)
        if (const auto refusal = staffing::judgePassword(*secrets.password, staff))
            return refuseSecret("password", *refusal);
    if (secrets.pin)
        if (const auto refusal = staffing::judgePin(*secrets.pin, staff))
            return refuseSecret("PIN", *refusal);
    return {};
}

Result<Staff> store(Staff staff, const Secrets& secrets, const std::string& event, runtime::Runtime& runtime)
{
    if (!event.empty()) {
        auto found = runtime.catalog().findEvent(event);
        if (!found)
            return failure(std::move(found));
        if (!*found)
            return failure(ErrorCode::NotFound, "no event has the slug \"" + event + "\"");
        staff.assignments.front().event = (*found)->event.id;
    }
    auto& directory = runtime.people().directory;
    auto added = directory.add(std::move(staff), {});
    if (!added)
        return added;
    if (secrets.password)
        if (auto set = directory.setPassword(*added, *secrets.password, {}); !set)
            return failure(std::move(set));
    if (secrets.pin)
        if (auto set = directory.setPin(*added, *secrets.pin, {}); !set)
            return failure(std::move(set));
    return added;
}

std::string rolesOf(const Staff& staff, const std::vector<catalog::EventPtr>& events)
{
    std::string text;
    for (const Assignment& assignment : staff.assignments) {
        std::string where = assignment.event ? assignment.event->toString() : "all events";
        for (const auto& event : events)
            if (assignment.event == event->event.id)
                where = event->event.slug;
        text += (text.empty() ? "" : ", ") + std::string(name(assignment.role)) + " at " + where;
    }
    return text.empty() ? "no role" : text;
}

Result<void> print(runtime::Runtime& runtime)
{
    auto events = runtime.catalog().listEvents();
    if (!events)
        return failure(std::move(events));
    sdk::Page page{std::nullopt, kPageSize};
    while (true) {
        auto staff = runtime.people().directory.list(page);
        if (!staff)
            return failure(std::move(staff));
        for (const Staff& one : *staff)
            std::cout << one.login << '\t' << one.name << '\t' << (one.active ? "" : "inactive, ")
                      << rolesOf(one, *events) << '\n';
        if (staff->size() < kPageSize)
            return {};
        page.after = staff->back().id.value;
    }
}

} // namespace

int addStaff(Arguments arguments)
{
    auto line =
        kit::CommandLine::parse(arguments, {.values = {"data", "config", "name", "login", "role", "event"},
                                            .flags = {"password-stdin", "pin-stdin"}});
    if (!line)
        return refuse(line.error());
    const auto role = parseRole(line->value("role"));
    if (!line->words().empty() || !role || line->value("name").empty() || line->value("login").empty())
        return refuse(kAddUsage);
    if (line->has("event") && line->value("event").empty()) // an unset variable must not mean all events
        return refuse("--event needs an event's slug; without --event the role is at all events");
    Staff staff;
    staff.name = line->value("name");
    staff.login = line->value("login");
    staff.assignments = {{*role, std::nullopt}};
    auto password = readLine(line->has("password-stdin"), "password");
    if (!password)
        return refuse(password.error());
    auto pin = readLine(line->has("pin-stdin"), "PIN");
    if (!pin)
        return refuse(pin.error());
    const Secrets secrets{std::move(*password), std::move(*pin)};
    if (auto fit = judge(secrets, staff); !fit)
        return refuse(fit.error());
    Record record(*line);
    auto runtime = record.open();
    if (!runtime)
        return refuse(runtime.error());
    auto added = store(std::move(staff), secrets, line->value("event"), **runtime);
    if (!added)
        return refuse(added.error());
    std::cout << "Added " << added->name << " (" << added->login << "), "
              << (secrets.password || secrets.pin ? "who can log in now"
                                                  : "who has no password and no PIN yet")
              << '\n';
    return kDone;
}

int listStaff(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data", "config"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (!line->words().empty())
        return refuse(kListUsage);
    Record record(*line);
    auto runtime = record.openExisting();
    if (!runtime)
        return refuse(runtime.error());
    if (auto printed = print(**runtime); !printed)
        return refuse(printed.error());
    return kDone;
}

} // namespace ace::cli
