// SPDX-License-Identifier: MIT
#include "EventImport.h"

#include "Surroundings.h"

#include <ace/base/File.h>
#include <ace/base/Log.h>
#include <ace/base/SystemIdSource.h>
#include <ace/base/TimeText.h>
#include <ace/catalog/EventImport.h>
#include <ace/kit/CommandLine.h>
#include <ace/runtime/Runtime.h>

#include <iostream>

namespace ace::cli {

namespace {

constexpr char kUsage[] = "usage: ace event import FILE.toml [--data DIR] [--config FILE]";

Result<catalog::EventFile> readEvent(const std::string& file, IdSource& ids)
{
    auto content = readFile(file, 1u << 20);
    if (!content)
        return failure(std::move(content));
    return catalog::parseEventFile(*content, file, ids);
}

Result<catalog::EventPtr> store(catalog::EventFile file, runtime::DataFolder& folder,
                                const kit::CommandLine& line, IdSource& ids)
{
    if (auto prepared = folder.prepare(ids); !prepared)
        return failure(std::move(prepared));
    Surroundings surroundings(LogLevel::Warning);
    auto settings = surroundings.settings(line);
    if (!settings)
        return failure(std::move(settings));
    settings->payments.clear(); // an import needs nothing but storage
    settings->outputs.clear();
    settings->scanners.clear();
    auto runtime = runtime::Runtime::startLocal(*settings, folder, surroundings.environment());
    if (!runtime)
        return failure(std::move(runtime));
    return (*runtime)->catalog().importEvent(std::move(file));
}

void print(const EventSetup& setup, const runtime::DataFolder& folder)
{
    const Event& event = setup.event;
    std::cout << "Imported \"" << event.name << "\" as " << event.slug << " into " << folder.path().string()
              << '\n'
              << "  starts " << formatLocal(event.startsAt, event.timeZone) << '\n';
    for (const Quota& quota : setup.quotas)
        std::cout << "  quota " << quota.name << ": " << quota.size << '\n';
    for (const TicketType& type : setup.types)
        std::cout << "  ticket type " << type.name << ": " << type.allInPrice().format() << '\n';
    for (const Gate& gate : setup.gates)
        std::cout << "  gate " << gate.name << '\n';
}

} // namespace

int importEvent(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data", "config"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (line->words().size() != 1)
        return refuse(kUsage);
    SystemClock clock;
    SystemIdSource ids(clock);
    auto setup = readEvent(line->words().front(), ids);
    if (!setup)
        return refuse(setup.error());
    runtime::DataFolder folder(line->value("data", ".ace"));
    auto stored = store(std::move(*setup), folder, *line, ids);
    if (!stored)
        return refuse(stored.error());
    print(**stored, folder);
    return kDone;
}

} // namespace ace::cli
