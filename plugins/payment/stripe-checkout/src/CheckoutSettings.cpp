// SPDX-License-Identifier: MIT
#include "CheckoutSettings.h"

#include <ace/sdk/Settings.h>

namespace ace::stripecheckout {

namespace {

[[noreturn]] void refuse(const std::string& key, const std::string& why)
{
    throw sdk::DeviceError(ACE_ILLEGAL, "setting \"" + key + "\" " + why);
}

std::vector<std::string> webhookSecrets(sdk::Settings& settings)
{
    std::vector<std::string> secrets = settings.texts("webhook_secrets");
    for (const std::string& secret : secrets)
        if (!secret.starts_with("whsec_") || !stripe::isObjectId(secret) || secret == "whsec_")
            refuse("webhook_secrets", "must have signing secrets of webhook endpoints: whsec_…");
    return secrets;
}

bool isStatement(const std::string& text)
{
    bool letter = false;
    for (const char c : text) {
        letter = letter || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (c < ' ' || c > '~' || std::string_view("<>\\'\"*").find(c) != std::string_view::npos)
            return false;
    }
    return letter && text.size() <= 22;
}

bool isInstallation(const std::string& text)
{
    return !text.empty() && text.size() <= 40 &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

} // namespace

CheckoutSettings readSettings(std::string_view json)
{
    sdk::Settings settings(json);
    CheckoutSettings read;
    read.client.key = settings.text("secret_key", "");
    read.client.baseUrl = settings.text("base_url", stripe::kApiUrl);
    read.client.caFile = settings.text("ca_file", "");
    read.client.timeout = std::chrono::milliseconds(settings.integer("timeout_ms", 20'000, 100, 60'000));
    read.webhookSecrets = webhookSecrets(settings);
    read.installation = settings.text("installation", read.installation);
    read.statement = settings.text("statement_suffix", "");
    settings.finish();
    if (const auto complaint = stripe::complaintAboutKey(read.client.key))
        refuse("secret_key", *complaint);
    if (const auto complaint = stripe::complaintAboutUrl(read.client.baseUrl, read.client.key))
        refuse("base_url", *complaint);
    if (!isInstallation(read.installation))
        refuse("installation", "must be 1 to 40 small letters, digits and hyphens");
    if (!read.statement.empty() && !isStatement(read.statement))
        refuse("statement_suffix", "must be up to 22 plain characters with a letter, and without <>\\'\"*");
    return read;
}

} // namespace ace::stripecheckout
