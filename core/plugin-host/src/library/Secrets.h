// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace ace::pluginhost {

// "secret:" and a name: parts of a-z, 0-9, '-' and '_' with '/' between them, 100 characters at most.
bool isSecretReference(std::string_view value);

// The settings with each reference to a secret replaced by the secret, where the schema marks one. A secret
// is looked up in the environment ("secret:stripe/key" is ACE_SECRET_STRIPE_KEY), then in the file of its
// name in `folder`, which only its owner may read; one newline at its end does not count. `folder` empty:
// there is none. NotFound: nowhere; Invalid: empty, or others may read it. No schema: nothing is replaced.
Result<std::string> resolveSecrets(std::string_view schema, const std::string& settings,
                                   const std::filesystem::path& folder);

} // namespace ace::pluginhost
