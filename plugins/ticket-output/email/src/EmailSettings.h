// SPDX-License-Identifier: MIT
#pragma once

#include <ace/email/MailMessage.h>
#include <ace/email/SmtpClient.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace ace::email {

struct EmailSettings
{
    SmtpServer server;
    Mailbox from;
    std::string bounceAddress;       // who is told of a mail that does not arrive; `from` where none is given
    std::string replyTo;             // empty: none
    std::string installation;        // see messageIdOf()
    std::filesystem::path templates; // empty: the built-in ones

    // Throws sdk::DeviceError that names the setting.
    static EmailSettings parse(std::string_view json);
};

} // namespace ace::email
