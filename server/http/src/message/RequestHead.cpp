// SPDX-License-Identifier: MIT
#include "RequestHead.h"

#include <algorithm>

namespace ace::server::http {

namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
} // namespace

bool sameText(std::string_view a, std::string_view b)
{
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

const std::string* RequestHead::find(std::string_view name) const
{
    for (const auto& [known, value] : fields)
        if (sameText(known, name))
            return &value;
    return nullptr;
}

std::string_view RequestHead::field(std::string_view name) const
{
    const std::string* value = find(name);
    return value ? std::string_view(*value) : std::string_view();
}

std::size_t RequestHead::count(std::string_view name) const
{
    return static_cast<std::size_t>(std::count_if(
        fields.begin(), fields.end(), [&](const auto& field) { return sameText(field.first, name); }));
}

} // namespace ace::server::http
