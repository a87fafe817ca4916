// SPDX-License-Identifier: MIT
#include "WebhookJson.h"

#include "json/JsonReader.h"
#include "json/Render.h"

namespace ace::server::api {

namespace {

void apply(const JsonObject& object, Webhook& webhook, const EventNames& events)
{
    if (object.isNull("event"))
        webhook.event.reset();
    else if (const auto slug = object.findText("event", {.least = 1, .most = 200}))
        webhook.event = events.idOf(*slug);
    if (const auto url = object.findText("url", {.least = 1, .most = 500}))
        webhook.url = *url;
    if (auto kinds = object.findTexts("kinds", 20))
        webhook.kinds = std::move(*kinds);
    if (const auto active = object.findBoolean("active"))
        webhook.active = *active;
}

Json jsonOf(const Webhook& webhook, const EventNames& events)
{
    return {{"id", webhook.id.toString()},
            {"event", webhook.event ? Json(events.slugOf(*webhook.event)) : Json(nullptr)},
            {"url", webhook.url},
            {"kinds", webhook.kinds},
            {"active", webhook.active},
            {"revision", webhook.revision}};
}

} // namespace

Webhook parseNewWebhook(std::string_view body, const EventNames& events)
{
    const nlohmann::json json = parseBody(body);
    const JsonObject object(json, "");
    (void)object.text("url", {.least = 1, .most = 500});
    Webhook webhook;
    apply(object, webhook, events);
    return webhook;
}

void edit(Webhook& webhook, std::string_view body, const EventNames& events)
{
    const nlohmann::json json = parseBody(body);
    apply(JsonObject(json, ""), webhook, events);
}

std::string renderWebhook(const Webhook& webhook, const EventNames& events)
{
    return jsonOf(webhook, events).dump();
}

std::string renderNewWebhook(const Webhook& webhook, const EventNames& events)
{
    Json body = jsonOf(webhook, events);
    body["secret"] = webhook.secret;
    return body.dump();
}

} // namespace ace::server::api
