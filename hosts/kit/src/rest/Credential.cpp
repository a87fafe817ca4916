// SPDX-License-Identifier: MIT
#include <ace/kit/Credential.h>

#include <ace/base/File.h>

namespace ace::kit {

HeaderFields BearerCredential::fields()
{
    std::string bearer = bearer_;
    if (!file_.empty())
        if (const auto content = readFile(file_, 4096))
            bearer = content->substr(0, content->find_first_of("\r\n"));
    return {{"Authorization", "Bearer " + bearer}};
}

} // namespace ace::kit
