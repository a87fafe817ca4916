// SPDX-License-Identifier: MIT
#include "BodyHash.h"

#include "JsonReader.h"

#include <algorithm>
#include <array>

namespace ace::server::api {

namespace {

constexpr std::array<std::string_view, 4> kSecrets{"pin", "password", "current", "secret"};

// The hash is kept for good, and whoever has it could try all PINs in no time.
void leaveOutSecrets(nlohmann::json& value)
{
    for (auto& [name, member] : value.items()) {
        if (value.is_object() && std::ranges::find(kSecrets, name) != kSecrets.end())
            member = !member.is_null();
        else if (member.is_structured())
            leaveOutSecrets(member);
    }
}

} // namespace

Digest hashOfRequest(std::string_view path, std::string_view body)
{
    if (body.empty())
        return sha256(std::string(path) + '\n');
    nlohmann::json canonical = parseBody(body);
    if (canonical.is_structured())
        leaveOutSecrets(canonical);
    return sha256(std::string(path) + '\n' + canonical.dump());
}

} // namespace ace::server::api
