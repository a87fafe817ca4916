// SPDX-License-Identifier: MIT
#include "EmailSettings.h"

#include <ace/base/File.h>
#include <ace/sdk/Settings.h>

namespace ace::email {

namespace {

[[noreturn]] void refuse(const std::string& text) { throw sdk::DeviceError(ACE_ILLEGAL, text); }

bool isLoopback(const std::string& host)
{
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

bool hasControlOrBlank(const std::string& text)
{
    for (const char c : text)
        if (static_cast<unsigned char>(c) <= ' ' || c == '\x7F')
            return true;
    return false;
}

Security readSecurity(sdk::Settings& settings, const std::string& host)
{
    const std::string word = settings.oneOf("security", {"starttls", "tls", "none"});
    const bool allowed = settings.boolean("allow_unencrypted", false);
    if (word == "none" && !allowed && !isLoopback(host))
        refuse("setting \"security\" is \"none\", and \"" + host +
               "\" is another machine: anybody on the way could read the tickets. Use \"starttls\" or "
               "\"tls\", or say allow_unencrypted = true");
    return word == "none" ? Security::None : word == "tls" ? Security::Tls : Security::StartTls;
}

SmtpServer readServer(sdk::Settings& settings)
{
    SmtpServer server;
    server.host = settings.text("host", "");
    if (server.host.empty() || hasControlOrBlank(server.host))
        refuse("setting \"host\" must be the name of a mail server");
    server.security = readSecurity(settings, server.host);
    const std::int64_t usual = server.security == Security::StartTls ? 587
                               : server.security == Security::Tls    ? 465
                                                                     : 25;
    server.port = static_cast<std::uint16_t>(settings.integer("port", usual, 1, 65'535));
    server.user = settings.text("user", "");
    server.password = settings.text("password", "");
    if (server.user.empty() != server.password.empty())
        refuse("settings \"user\" and \"password\" go together: give both or none");
    server.caFile = settings.text("ca_file", "");
    if (!server.caFile.empty())
        if (auto read = readFile(server.caFile); !read)
            refuse("setting \"ca_file\" cannot be read: " + read.error().describe());
    server.hello = settings.text("hello", "");
    if (hasControlOrBlank(server.hello))
        refuse("setting \"hello\" must be a name without blanks, such as \"tickets.example.org\"");
    server.stepTimeout = std::chrono::milliseconds(settings.integer("timeout_ms", 20'000, 100, 300'000));
    return server;
}

} // namespace

EmailSettings EmailSettings::parse(std::string_view json)
{
    sdk::Settings settings(json);
    EmailSettings made;
    made.server = readServer(settings);
    made.from = {settings.text("from_name", ""), settings.text("from", "")};
    if (!isMailAddress(made.from.address) || !isAscii(made.from.address))
        refuse("setting \"from\" must be an e-mail address in ASCII, such as \"tickets@example.org\"");
    made.replyTo = settings.text("reply_to", "");
    if (!made.replyTo.empty() && !isMailAddress(made.replyTo))
        refuse("setting \"reply_to\" must be an e-mail address");
    made.bounceAddress = settings.text("bounce_address", made.from.address);
    if (!isMailAddress(made.bounceAddress) || !isAscii(made.bounceAddress))
        refuse("setting \"bounce_address\" must be an e-mail address in ASCII, such as "
               "\"bounces@example.org\"");
    made.installation = settings.text("installation", made.from.address);
    made.templates = settings.text("templates", "");
    settings.finish();
    return made;
}

} // namespace ace::email
