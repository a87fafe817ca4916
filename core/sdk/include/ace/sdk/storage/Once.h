// SPDX-License-Identifier: MIT
#pragma once

#include <ace/domain/people/Actor.h>
#include <ace/sdk/storage/Storage.h>

#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace ace::sdk {

// Who does something, and the key that makes a repeated request the same one.
struct Act
{
    Actor by = {};
    std::optional<IdempotencyKey> idempotency = {};
};

// What was done, or why not: `Refused` is the business's own word for "no".
template <class Done, class Refused> using OnceOutcome = std::variant<Done, Refused>;

// One action in one transaction, once for its key. `work` does it; a refusal undoes all of it, and the key
// too: the same request is then decided anew. `subject` names what `work` makes; a repeated key hands the
// first one's subject to `again`, which reads the answer from the record. Another body is answered `reused`.
template <class Done, class Refused>
Result<OnceOutcome<Done, Refused>>
once(Storage& storage, const Act& act, const std::string& subject, const Refused& reused,
     const std::type_identity_t<std::function<OnceOutcome<Done, Refused>(WriteAccess&)>>& work,
     const std::type_identity_t<
         std::function<OnceOutcome<Done, Refused>(WriteAccess&, const std::string& subject)>>& again)
{
    std::optional<OnceOutcome<Done, Refused>> outcome;
    auto done = storage.transact([&](WriteAccess& access) -> Result<void> {
        outcome.reset(); // it may run more than once
        RequestRepository::Claim claim;
        if (act.idempotency)
            claim = access.requests.claim(*act.idempotency, subject);
        switch (claim.kind) {
        case RequestRepository::Claim::Kind::Fresh:
            outcome.emplace(work(access));
            break;
        case RequestRepository::Claim::Kind::Repeated:
            outcome.emplace(again(access, claim.subject));
            break;
        case RequestRepository::Claim::Kind::Reused:
            outcome.emplace(reused);
            break;
        }
        if (std::holds_alternative<Refused>(*outcome))
            return failure(ErrorCode::Conflict, "refused"); // undoes what was written
        return {};
    });
    if (outcome && std::holds_alternative<Refused>(*outcome))
        return std::move(*outcome);
    if (!done)
        return failure(std::move(done));
    return std::move(*outcome);
}

} // namespace ace::sdk
