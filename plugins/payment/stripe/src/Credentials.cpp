// SPDX-License-Identifier: MIT
#include <ace/stripe/Client.h>

#include "Target.h"

#include <algorithm>
#include <cctype>

namespace ace::stripe {

namespace {

constexpr std::string_view kPrefixes[] = {"sk_test_", "rk_test_", "sk_live_", "rk_live_"};
constexpr std::size_t kKeyBytesMost = 255;

bool isWordChar(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// The end of the word that begins at `from`.
std::size_t endOfWord(std::string_view text, std::size_t from)
{
    while (from < text.size() && isWordChar(text[from]))
        ++from;
    return from;
}

} // namespace

std::optional<std::string> complaintAboutKey(std::string_view key)
{
    if (key.empty())
        return "is missing: give the secret key of Stripe's dashboard, sk_test_… or sk_live_…";
    if (key.starts_with("pk_"))
        return "is a publishable key; give the secret one, sk_… or rk_…";
    const auto* known = std::ranges::find_if(kPrefixes, [&](auto prefix) { return key.starts_with(prefix); });
    if (known == std::end(kPrefixes) || key.size() == known->size())
        return "must be a secret key of Stripe: sk_test_…, rk_test_…, sk_live_… or rk_live_…";
    if (key.size() > kKeyBytesMost || !std::ranges::all_of(key, isWordChar))
        return "has characters that no key of Stripe has; copy it again, without spaces";
    return std::nullopt;
}

std::optional<std::string> complaintAboutUrl(std::string_view url, std::string_view key)
{
    const auto target = parseTarget(url);
    if (!target)
        return "must be https://host[:port], without a path; http:// only to this machine";
    if (isLiveKey(key) && url != kApiUrl)
        return std::string("must be ") + kApiUrl + " with a live key; use a test key with a simulator";
    return std::nullopt;
}

bool isLiveKey(std::string_view key) { return key.find("_live_") != std::string_view::npos; }

bool isObjectId(std::string_view text)
{
    return !text.empty() && text.size() <= 255 && std::ranges::all_of(text, isWordChar);
}

std::string masked(std::string_view text)
{
    std::string safe;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = endOfWord(text, at);
        const std::string_view word = text.substr(at, end - at);
        const std::size_t client = word.find("_secret_");
        const bool key = word.starts_with("sk_") || word.starts_with("rk_") || word.starts_with("whsec_");
        if (key)
            safe += std::string(word.substr(0, word.find('_') + 1)) + "…";
        else if (client != std::string_view::npos)
            safe += std::string(word.substr(0, client)) + "_secret_…";
        else
            safe += word;
        at = end;
        if (at < text.size())
            safe += text[at++];
    }
    return safe;
}

} // namespace ace::stripe
