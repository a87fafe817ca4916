// SPDX-License-Identifier: MIT
#include "Refusals.h"

namespace ace::server::api {

http::Problem problemOf(const boxoffice::Refused& refused)
{
    return {boxoffice::name(refused.refusal), refused.detail};
}

http::Problem problemOf(const catalog::EditRefused& refused)
{
    if (refused.refusal == catalog::EditRefusal::Invalid)
        return {"invalid_setup", (refused.key.empty() ? "" : refused.key + ": ") + refused.detail};
    return {catalog::name(refused.refusal), refused.detail};
}

http::Problem problemOf(const outbox::WebhookRefused& refused)
{
    return {outbox::name(refused.refusal), refused.detail};
}

http::Problem problemOf(staffing::SecretRefusal refusal)
{
    return {"unfit_secret", std::string(staffing::explain(refusal))};
}

} // namespace ace::server::api
