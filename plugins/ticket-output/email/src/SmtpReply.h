// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace ace::email {

// RFC 5321 §4.2.
struct SmtpReply
{
    int code = 0;                   // 200 to 599
    std::vector<std::string> lines; // without the code

    bool isPositive() const { return code < 400; }
    bool isTransient() const { return code >= 400 && code < 500; }
    // A refusal for good: for the address or this very mail, not for the sender, the log-in or the server's
    // rules (the enhanced code of RFC 3463 where there is one).
    bool blamesRecipientOrMail() const;
    std::string text() const; // "550 No such user": one line, for people
};

// Reads line by line.
class SmtpReplyParser
{
public:
    enum class Step { More, Done, Wrong };
    Step take(const std::string& line); // without its end
    const SmtpReply& reply() const { return reply_; }

private:
    SmtpReply reply_;
};

} // namespace ace::email
