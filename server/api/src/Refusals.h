// SPDX-License-Identifier: MIT
#pragma once

#include <ace/box-office/Sale.h>
#include <ace/catalog/EventEdit.h>
#include <ace/outbox/Webhooks.h>
#include <ace/server/http/Answer.h>
#include <ace/staffing/StaffDirectory.h>
#include <ace/staffing/Staffing.h>

#include <utility>
#include <variant>

namespace ace::server::api {

// What the use cases call their "no", as problems: the same word.
http::Problem problemOf(const boxoffice::Refused& refused);
http::Problem problemOf(const catalog::EditRefused& refused);
http::Problem problemOf(const outbox::WebhookRefused& refused);
http::Problem problemOf(staffing::SecretRefusal refusal);

// As http::valueOrThrow(), of staffing's calls that take an idempotency key.
template <class T> T keyedOrThrow(Result<T> result)
{
    if (!result && result.error().where == staffing::kKeyReused)
        throw http::Problem("idempotency_key_reused", "This key came before with another request.");
    return http::valueOrThrow(std::move(result));
}

// What was done, or the problem is thrown.
template <class Done, class Refused> Done doneOrThrow(Result<std::variant<Done, Refused>> outcome)
{
    auto value = http::valueOrThrow(std::move(outcome));
    if (const auto* refused = std::get_if<Refused>(&value))
        throw problemOf(*refused);
    return std::get<Done>(std::move(value));
}

} // namespace ace::server::api
