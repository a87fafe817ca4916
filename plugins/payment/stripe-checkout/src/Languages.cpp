// SPDX-License-Identifier: MIT
#include "Languages.h"

#include <algorithm>

namespace ace::stripecheckout {

std::string stripeLocale(std::string_view language)
{
    constexpr std::string_view kKnown[] = {
        "bg",  "cs", "da",    "de",    "el", "en", "en-GB", "es",    "es-419", "et", "fi",
        "fil", "fr", "fr-CA", "hi-IN", "hr", "hu", "id",    "it",    "ja",     "ko", "lt",
        "lv",  "ms", "mt",    "nb",    "nl", "pl", "pt",    "pt-BR", "ro",     "ru", "sk",
        "sl",  "sv", "th",    "tr",    "vi", "zh", "zh-HK", "zh-TW"};
    for (const auto candidate : {language, language.substr(0, language.find('-'))})
        if (std::ranges::find(kKnown, candidate) != std::end(kKnown))
            return std::string(candidate);
    return "auto";
}

} // namespace ace::stripecheckout
