// SPDX-License-Identifier: MIT
#include "HealthJson.h"

#include "json/Render.h"

namespace ace::server::api {

std::string renderReadiness(bool ready, const std::vector<Check>& checks)
{
    Json rows = Json::array();
    for (const Check& check : checks)
        rows.push_back(Json{{"name", check.name}, {"ok", check.ok}, {"detail", textOf(check.detail)}});
    return Json{{"status", ready ? "ready" : "not_ready"}, {"checks", std::move(rows)}}.dump();
}

} // namespace ace::server::api
