// SPDX-License-Identifier: MIT
#pragma once

#include "json/EventNames.h"

#include <ace/domain/Webhook.h>

#include <string>
#include <string_view>

namespace ace::server::api {

// These throw Problem: malformed, unknown_event. Which kinds and addresses are allowed is the outbox's to
// say.
Webhook parseNewWebhook(std::string_view body, const EventNames& events);
void edit(Webhook& webhook, std::string_view body, const EventNames& events);
std::string renderWebhook(const Webhook& webhook, const EventNames& events);    // without its secret
std::string renderNewWebhook(const Webhook& webhook, const EventNames& events); // with it

} // namespace ace::server::api
