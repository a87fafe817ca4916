// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/email/MailMessage.h>
#include <ace/sdk/Document.h>

#include <filesystem>
#include <map>
#include <string>

namespace ace::email {

// What a mail says, in Mustache: subject.en.txt, text.en.txt, page.en.html of tickets, the same with
// "letter-" before of all else, and all of them with "es". README.md lists what a template can name.
class MailTemplates
{
public:
    // The built-in ones. Where `folder` is not empty, each file of these names in it takes the place of its
    // own. Invalid: the folder cannot be read, or a file in it is no template; the error says where.
    static Result<MailTemplates> load(const std::filesystem::path& folder);

    struct Written
    {
        std::string subject;
        std::string text;
        std::string html;
        std::vector<InlineImage> images; // the codes of the document, in order
    };
    // In the language asked for, or else in English. Invalid: a code is more than a QR code holds.
    Result<Written> write(const sdk::Document& document, const sdk::Delivery& delivery) const;

private:
    std::map<std::string, std::string> files_; // by name; each one parses
};

} // namespace ace::email
