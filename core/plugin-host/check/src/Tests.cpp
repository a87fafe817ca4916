// SPDX-License-Identifier: MIT
#include "Tests.h"

#include <ace/plugin-host/SettingsSchema.h>

#include <nlohmann/json.hpp>

#include <cstdlib>

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

// Skips where the reason does not lie with the plugin.
void mustSucceed(const Subject& subject, const std::string& call, ace_status status, bool again)
{
    if (isOutOfReach(status) && !again)
        skip("cannot be used here: " + call + " answered " + subject.said(status));
    expect(status == ACE_OK,
           call + " answered " + subject.said(status) + (again ? ", though it did not the first time" : ""));
}

void claimAndEnable(Subject& subject, bool again)
{
    mustSucceed(subject, "claim", subject.claim(), again);
    mustSucceed(subject, "enable", subject.enable(true), again);
}

} // namespace

std::string Context::plainSettings() const
{
    if (givenSettings)
        return *givenSettings;
    const Json schema = Json::parse(device->settingsSchema, nullptr, false);
    return (schema.is_object() ? defaultsOf(schema) : Json::object()).dump();
}

Result<std::string> Context::settings() const
{
    const char* secrets = std::getenv("ACE_SECRETS");
    return pluginhost::readySettings(device->settingsSchema, plainSettings(), secrets ? secrets : "");
}

void openOrSkip(Subject& subject, const Context& context)
{
    const auto settings = context.settings();
    if (!settings)
        skip("needs --settings: " + settings.error().message);
    const ace_status status = subject.open(*settings);
    if (status == ACE_ILLEGAL && !context.givenSettings)
        skip("needs --settings: open answered " + subject.said(status));
    mustSucceed(subject, "open", status, false);
}

void readyOrSkip(Subject& subject, const Context& context)
{
    openOrSkip(subject, context);
    claimAndEnable(subject, false);
}

void readyAgain(Subject& subject, const Context& context)
{
    mustSucceed(subject, "open", subject.open(context.settings().value_or("{}")), true);
    claimAndEnable(subject, true);
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
