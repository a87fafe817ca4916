// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace ace::stripesimulator {

using Json = nlohmann::json;

// application/x-www-form-urlencoded with brackets, as Stripe's API reads it: a[b]=v is {"a":{"b":"v"}}; a
// list, as a[0]=v or a[]=v, is {"a":{"0":"v"}}, for only the parameter's type tells whether it is one. All
// values are strings. Invalid: what is no such form, with the name that is wrong in `where`.
Result<Json> parseForm(std::string_view text);

// The other way. Lists get indices; numbers and booleans their usual spelling; null is the empty text.
std::string encodeForm(const Json& object);

std::string percentEncode(std::string_view text);
std::string percentDecode(std::string_view text); // "+" is a space; a broken escape stays as it is

} // namespace ace::stripesimulator
