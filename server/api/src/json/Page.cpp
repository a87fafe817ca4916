// SPDX-License-Identifier: MIT
#include "Page.h"

#include "Render.h"

namespace ace::server::api {

std::string renderPage(const std::vector<std::string>& items, const std::optional<std::string>& next)
{
    std::string text = "{\"items\":[";
    for (const std::string& item : items)
        text += (&item == &items.front() ? "" : ",") + item;
    return text + "],\"next\":" + (next ? Json(*next).dump() : "null") + "}";
}

std::string renderMember(const std::string& name, const std::string& item)
{
    return "{" + Json(name).dump() + ":" + item + "}";
}

} // namespace ace::server::api
