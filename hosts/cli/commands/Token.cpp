// SPDX-License-Identifier: MIT
#include "Token.h"

#include <ace/base/Clock.h>
#include <ace/kit/CommandLine.h>
#include <ace/runtime/DataFolder.h>

#include <iostream>

namespace ace::cli {

int printToken(Arguments arguments)
{
    auto line = kit::CommandLine::parse(arguments, {.values = {"data"}, .flags = {}});
    if (!line)
        return refuse(line.error());
    if (line->words().size() != 1)
        return refuse("usage: ace token [--data DIR] counter|gate");
    const auto role = runtime::parseRole(line->words().front());
    if (!role)
        return refuse("there is no role \"" + line->words().front() + "\"; it is counter or gate");
    const runtime::DataFolder folder(line->value("data", ".ace"));
    auto bearer = folder.issueBearer(*role, SystemClock().now());
    if (!bearer)
        return refuse(bearer.error());
    std::cout << *bearer << '\n';
    return kDone;
}

} // namespace ace::cli
