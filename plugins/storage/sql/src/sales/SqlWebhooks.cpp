// SPDX-License-Identifier: MIT
#include "SqlWebhooks.h"

#include "Refusals.h"

namespace ace::sql {

namespace {

Webhook webhookOf(const Query& row)
{
    return {row.id<WebhookId>(0), row.optionalId<EventId>(1), row.text(2), row.text(3), {}, row.flag(4),
            row.integer(5)};
}

} // namespace

std::vector<Webhook> SqlWebhooks::list() const
{
    std::vector<Webhook> webhooks;
    for (Query row(session_, "SELECT id, event_id, url, secret, active, revision FROM webhook ORDER BY id");
         row.next();)
        webhooks.push_back(webhookOf(row));
    for (Webhook& webhook : webhooks)
        readKinds(webhook);
    return webhooks;
}

std::optional<Webhook> SqlWebhooks::find(WebhookId id) const
{
    std::optional<Webhook> webhook;
    {
        Query row(session_, "SELECT id, event_id, url, secret, active, revision FROM webhook WHERE id = ?",
                  id);
        if (row.next())
            webhook = webhookOf(row);
    }
    if (webhook)
        readKinds(*webhook);
    return webhook;
}

void SqlWebhooks::readKinds(Webhook& webhook) const
{
    for (Query row(session_, "SELECT kind FROM webhook_kind WHERE webhook_id = ? ORDER BY position",
                   webhook.id);
         row.next();)
        webhook.kinds.push_back(row.text(0));
}

void SqlWebhooks::insert(const Webhook& webhook)
{
    run(session_,
        "INSERT INTO webhook (id, event_id, url, secret, active, revision) VALUES (?, ?, ?, ?, ?, ?)",
        webhook.id, webhook.event, webhook.url, webhook.secret, webhook.active, webhook.revision);
    writeKinds(webhook);
}

void SqlWebhooks::update(const Webhook& webhook, std::int64_t expectedRevision)
{
    mustBeCurrent(
        session_,
        run(session_,
            "UPDATE webhook SET event_id = ?, url = ?, secret = ?, active = ?, revision = revision + 1"
            " WHERE id = ? AND revision = ?",
            webhook.event, webhook.url, webhook.secret, webhook.active, webhook.id, expectedRevision),
        "webhook", webhook.id.value);
    run(session_, "DELETE FROM webhook_kind WHERE webhook_id = ?", webhook.id);
    writeKinds(webhook);
}

void SqlWebhooks::remove(WebhookId id)
{
    run(session_, "DELETE FROM webhook_kind WHERE webhook_id = ?", id);
    mustExist(run(session_, "DELETE FROM webhook WHERE id = ?", id), "webhook", id.value);
}

void SqlWebhooks::writeKinds(const Webhook& webhook)
{
    for (std::size_t i = 0; i < webhook.kinds.size(); ++i)
        run(session_, "INSERT INTO webhook_kind (webhook_id, position, kind) VALUES (?, ?, ?)", webhook.id, i,
            webhook.kinds[i]);
}

} // namespace ace::sql
