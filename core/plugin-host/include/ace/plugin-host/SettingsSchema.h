// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ace::pluginhost {

struct SettingsProblem
{
    std::string pointer; // JSON pointer (RFC 6901) of the value: "/codes/2"; empty: all of it
    std::string rule;    // the keyword of the schema that it breaks: "maximum"
    std::string message; // "must be at most 10, is 12"; a secret's value is not told
};

// A device's settings against the JSON Schema of its manifest: the part of JSON Schema 2020-12 that
// abi/plugin.h names. "x-secret": true means that the value must be a reference, "secret:stripe/key".
std::vector<SettingsProblem> checkSettings(std::string_view schema, std::string_view settings);

// What open() gets of a configuration: settings that fit their schema, with the secrets in place of their
// names (from the environment, or files in `secrets`; empty: no folder has any). The Error tells all that
// does not fit, or the first secret that cannot be had, and never a secret. No schema: as they are.
Result<std::string> readySettings(const std::string& schema, const std::string& settings,
                                  const std::filesystem::path& secrets);

// Whether this host can check by it: a known keyword with a value that makes sense, defaults that fit.
Result<void> checkSchema(std::string_view schema);

} // namespace ace::pluginhost
