// SPDX-License-Identifier: MIT
#include "Tests.h"

#include <nlohmann/json.hpp>

namespace ace::plugincheck {

namespace {

using Json = nlohmann::json;

// Of the settings that are an object only what has a default.
Json defaultsOf(const Json& schema)
{
    Json made = Json::object();
    const auto properties = schema.find("properties");
    if (properties == schema.end() || !properties->is_object())
        return made;
    for (const auto& [key, item] : properties->items())
        if (item.is_object() && item.contains("default"))
            made[key] = item["default"];
    return made;
}

// Nobody can do anything about it here.
bool needsMore(ace_status status, bool settingsWereGiven)
{
    return status == ACE_NO_HARDWARE || status == ACE_OFFLINE || status == ACE_NO_SERVICE ||
           (status == ACE_ILLEGAL && !settingsWereGiven);
}

} // namespace

std::string Context::settings() const
{
    if (givenSettings)
        return *givenSettings;
    const Json schema = Json::parse(device->settingsSchema, nullptr, false);
    return (schema.is_object() ? defaultsOf(schema) : Json::object()).dump();
}

void openOrSkip(Subject& subject, const Context& context)
{
    const ace_status status = subject.open(context.settings());
    if (needsMore(status, context.givenSettings.has_value()))
        skip("cannot be opened here (" + subject.said(status) + "); --settings FILE gives it settings");
    expect(status == ACE_OK, "open answered " + subject.said(status));
}

void readyOrSkip(Subject& subject, const Context& context)
{
    openOrSkip(subject, context);
    for (const bool claiming : {true, false}) {
        const ace_status status = claiming ? subject.claim() : subject.enable(true);
        const char* call = claiming ? "claim" : "enable";
        if (needsMore(status, true))
            skip(std::string("cannot be used here: ") + call + " answered " + subject.said(status));
        expect(status == ACE_OK, std::string(call) + " answered " + subject.said(status));
    }
}

void endOrderly(Subject& subject)
{
    ace_status status = subject.enable(false);
    expect(status == ACE_OK, "disable answered " + subject.said(status));
    status = subject.release();
    expect(status == ACE_OK, "release answered " + subject.said(status));
    status = subject.close();
    expect(status == ACE_OK, "close answered " + subject.said(status));
    subject.destroy();
}

} // namespace ace::plugincheck
