// SPDX-License-Identifier: MIT
#pragma once

#include <ace/base/Result.h>
#include <ace/kit/Language.h>
#include <ace/kit/Link.h>

#include <string>

namespace ace::kit {

// The words of what every station has: pairing, log-in, the link, errors. {marks} are filled in.
struct KitTexts
{
    std::string pairTitle;
    std::string pairHint;
    std::string pairField;
    std::string pairButton;
    std::string pairing;
    std::string revokedTitle;
    std::string revokedHint;
    std::string pairAgain;

    std::string loginTitle;
    std::string nobodyHere;
    std::string pinTitle; // {name}
    std::string pinOk;
    std::string back;
    std::string reload;
    std::string wait;
    std::string wrongPin;
    std::string tryLater; // {seconds}
    std::string notHere;
    std::string logOut;
    std::string otherLanguage;

    std::string online;
    std::string linkUnknown;
    std::string offlineFor; // {age}
    std::string refused;
    std::string revoked;

    std::string errorOffline;
    std::string errorUnknown;
    std::string errorBusy;
    std::string errorOther; // {problem}
};

const KitTexts& kitTexts(Language language);

// What went wrong, and what to do.
std::string explain(const Error& error, const KitTexts& texts);
// "Online", "No connection for 2 min".
std::string explain(const Link& link, Monotonic now, const KitTexts& texts);

} // namespace ace::kit
