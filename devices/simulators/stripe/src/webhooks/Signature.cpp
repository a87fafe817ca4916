// SPDX-License-Identifier: MIT
#include "Signature.h"

#include <ace/base/Bytes.h>

namespace ace::stripesimulator {

std::string signatureHeader(const std::vector<std::string>& secrets, std::int64_t time,
                            const std::string& body)
{
    std::string header = "t=" + std::to_string(time);
    for (const std::string& secret : secrets)
        header += ",v1=" + toHex(hmacSha256(secret, std::to_string(time) + "." + body));
    return header;
}

} // namespace ace::stripesimulator
