// SPDX-License-Identifier: MIT
#include "JsonText.h"

#include <ace/base/Bytes.h>

namespace ace::staffing {

std::string jsonText(std::string_view text)
{
    std::string quoted = "\"";
    for (const char c : cleanUtf8(text)) {
        if (c == '"' || c == '\\')
            quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

} // namespace ace::staffing
