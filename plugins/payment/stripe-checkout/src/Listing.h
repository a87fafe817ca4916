// SPDX-License-Identifier: MIT
#pragma once

#include "Failures.h"
#include "Json.h"

#include <ace/stripe/Client.h>

#include <functional>
#include <string>

namespace ace::stripecheckout {

// A page of a list: up to 100 objects, newest first.
struct ListPage
{
    Json objects;     // an array
    std::string next; // the id that the next page starts after; empty: this is the last one
};

inline ListPage listPage(stripe::Client& client, const std::string& path, stripe::Fields query,
                         const std::string& after)
{
    query.emplace_back("limit", "100");
    if (!after.empty())
        query.emplace_back("starting_after", after);
    const auto list = client.get(path, query);
    if (!list)
        raise(list.error(), Effect::Asks);
    const auto data = list->find("data");
    ListPage page{data != list->end() && data->is_array() ? *data : Json::array(), ""};
    const auto more = list->find("has_more");
    if (!page.objects.empty() && more != list->end() && *more == true)
        page.next = textIn(page.objects.back(), "id");
    return page;
}

// All its objects, of the first `pagesMost` pages, until `visit` answers false. False: there are more.
inline bool visitList(stripe::Client& client, const std::string& path, const stripe::Fields& query,
                      int pagesMost, const std::function<bool(const Json&)>& visit)
{
    std::string after;
    for (int page = 0; page < pagesMost; ++page) {
        const ListPage listed = listPage(client, path, query, after);
        for (const Json& object : listed.objects)
            if (!visit(object))
                return true;
        after = listed.next;
        if (after.empty())
            return true;
    }
    return false;
}

} // namespace ace::stripecheckout
