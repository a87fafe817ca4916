// SPDX-License-Identifier: MIT
#include "library/LoaderWords.h"

namespace ace::pluginhost {

Error explainLoadFailure(const std::string& plugin, const std::string& words)
{
    const std::string missing = ": cannot open shared object file";
    if (const auto end = words.find(missing); end != std::string::npos) {
        const auto space = words.rfind(' ', end);
        const auto start = space == std::string::npos ? 0 : space + 1;
        const auto library = words.substr(start, end - start);
        return {ErrorCode::Unavailable,
                "needs " + library +
                    ", which this machine lacks. Install the package that holds it (apt-file search " +
                    library + ").",
                "plugin " + plugin};
    }
    return {ErrorCode::Unavailable,
            "cannot be loaded: " + words + ". Install a version that was built for this host and system.",
            "plugin " + plugin};
}

} // namespace ace::pluginhost
