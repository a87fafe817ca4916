// SPDX-License-Identifier: MIT
// What goes out and what was done: webhooks, dead letters, the audit log.
#include "LogJson.h"
#include "Operations.h"
#include "Refusals.h"
#include "WebhookJson.h"
#include "entry/SyncJson.h"

namespace ace::server::api {

namespace {

Webhook loadWebhook(const Call& call)
{
    auto webhook = http::valueOrThrow(call.services.webhooks.find(call.pathId<WebhookId>(0)));
    if (!webhook)
        throw call.missing();
    return std::move(*webhook);
}

void sendWebhook(const Call& call, const Webhook& webhook)
{
    call.sendRevised(200, renderWebhook(webhook, call.events()), webhook.revision);
}

void listWebhooks(Call& call)
{
    const EventNames events = call.events();
    std::vector<std::string> items;
    for (const Webhook& webhook : http::valueOrThrow(call.services.webhooks.list()))
        items.push_back(renderWebhook(webhook, events));
    call.sendItems(items, std::nullopt);
}

void createWebhook(Call& call)
{
    const Webhook wanted = parseNewWebhook(call.body(), call.events());
    const Webhook webhook = doneOrThrow(call.services.webhooks.add(wanted, call.act())).webhook;
    call.setLocation("/api/v1/webhooks/" + webhook.id.toString());
    call.sendRevised(201, renderNewWebhook(webhook, call.events()), webhook.revision);
}

void showWebhook(Call& call) { sendWebhook(call, loadWebhook(call)); }

void editWebhook(Call& call)
{
    Webhook webhook = loadWebhook(call);
    edit(webhook, call.body(), call.events());
    webhook.secret.clear(); // the one that it has
    const std::int64_t revision = call.expectedRevision();
    sendWebhook(call,
                doneOrThrow(call.services.webhooks.edit(std::move(webhook), revision, call.act())).webhook);
}

void removeWebhook(Call& call)
{
    const Webhook webhook = loadWebhook(call);
    (void)doneOrThrow(call.services.webhooks.remove(webhook.id, call.expectedRevision(), call.act()));
    call.sendNothing();
}

void listJobs(Call& call)
{
    if (call.query("state").value_or("dead") != "dead")
        throw http::Problem("malformed", "\"state\" must be dead: other jobs are the server's own.");
    const auto jobs = http::valueOrThrow(call.services.deadLetters.list(call.page()));
    call.sendPage(jobs, renderDeadJob, [](const sdk::BuriedJob& buried) { return buried.job.id.toString(); });
}

void replayJob(Call& call)
{
    using Replay = outbox::DeadLetters::Replay;
    switch (http::valueOrThrow(call.services.deadLetters.replay(call.pathId<JobId>(0), call.act()))) {
    case Replay::Done:
    case Replay::Repeated:
        return call.sendNothing();
    case Replay::KeyReused:
        throw http::Problem("idempotency_key_reused", "This key came before with another request.");
    case Replay::Unknown:
        break;
    }
    throw call.missing();
}

void listAudit(Call& call)
{
    const auto after = call.query("after");
    const auto sequence = after ? parseSequence(*after) : std::optional<std::int64_t>(0);
    if (!sequence)
        throw http::Problem("malformed", "\"after\" must be the next of the page before.");
    const auto records = http::valueOrThrow(call.services.people.audit.list(*sequence, call.limit() + 1));
    call.sendPage(records, renderAuditRecord,
                  [](const AuditRecord& record) { return std::to_string(record.sequence); });
}

constexpr OperationFunction kFunctions[] = {
    {"listWebhooks", listWebhooks}, {"createWebhook", createWebhook}, {"showWebhook", showWebhook},
    {"editWebhook", editWebhook},   {"removeWebhook", removeWebhook}, {"listJobs", listJobs},
    {"replayJob", replayJob},       {"listAudit", listAudit},
};

} // namespace

std::span<const OperationFunction> noticeOperations() { return kFunctions; }

} // namespace ace::server::api
