// SPDX-License-Identifier: MIT
#include "CheckoutSettings.h"

#include <ace/base/File.h>
#include <ace/sdk/Settings.h>

namespace ace::stripecheckout {

namespace {

constexpr std::size_t kSecretFileBytesMost = 4096;

[[noreturn]] void refuse(const std::string& key, const std::string& why)
{
    throw sdk::DeviceError(ACE_ILLEGAL, "setting \"" + key + "\" " + why);
}

std::string trimmed(const std::string& text)
{
    const std::size_t from = text.find_first_not_of(" \t\r\n");
    return from == std::string::npos ? "" : text.substr(from, text.find_last_not_of(" \t\r\n") + 1 - from);
}

std::string readSecret(const std::string& key, const std::string& file)
{
    const auto content = readFile(file, kSecretFileBytesMost);
    if (!content)
        refuse(key, "names a file that cannot be read: " + content.error().describe());
    return trimmed(*content);
}

// Given itself, or the file that holds it.
std::string secretKey(sdk::Settings& settings)
{
    const std::string given = settings.text("secret_key", "");
    const std::string file = settings.text("secret_key_file", "");
    if (!given.empty() && !file.empty())
        refuse("secret_key", "is given, and secret_key_file too; give one of them");
    return file.empty() ? given : readSecret("secret_key_file", file);
}

std::vector<std::string> webhookSecrets(sdk::Settings& settings)
{
    std::vector<std::string> secrets = settings.texts("webhook_secrets");
    for (const std::string& file : settings.texts("webhook_secret_files"))
        secrets.push_back(readSecret("webhook_secret_files", file));
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
    read.client.key = secretKey(settings);
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
