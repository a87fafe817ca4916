// SPDX-License-Identifier: MIT
#pragma once

#include "Account.h"

#include <functional>
#include <initializer_list>
#include <vector>

namespace ace::stripesimulator {

struct ListQuery
{
    const Json& parameters;
    std::string url;
};

// A page of the objects of a kind, newest first, as limit, starting_after, ending_before and created ask.
// `matches` picks among them.
Json listObjects(const Account& account, const std::string& kind, const ListQuery& query,
                 const std::function<bool(const Json& object)>& matches = nullptr);

// As above, of objects that are at hand, in the list's order.
Json pageOf(const std::vector<const Json*>& objects, const Json& parameters, const std::string& url);

std::vector<const Json*> pointersTo(const Json& list);

// True where each of these parameters, if it was given, is the object's field of the same name.
bool equalIn(const Json& object, const Json& parameters, std::initializer_list<const char*> names);

// Replaces ids by their objects, as expand[] asks (at most four deep; in lists by "data."). ApiError for
// what is no id.
Json expanded(const Account& account, Json answer, const Json& parameters);

} // namespace ace::stripesimulator
