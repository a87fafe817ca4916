// SPDX-License-Identifier: MIT
#pragma once

#include <ace/sql/Session.h>

namespace ace::sql {

class SqlWebhooks : public sdk::WebhookRepository
{
public:
    explicit SqlWebhooks(Session& session) : session_(session) {}

    std::vector<Webhook> list() const override;
    std::optional<Webhook> find(WebhookId id) const override;
    void insert(const Webhook& webhook) override;
    void update(const Webhook& webhook, std::int64_t expectedRevision) override;
    void remove(WebhookId id) override;

private:
    void readKinds(Webhook& webhook) const;
    void writeKinds(const Webhook& webhook);

    Session& session_;
};

} // namespace ace::sql
