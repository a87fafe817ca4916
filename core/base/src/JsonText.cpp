// SPDX-License-Identifier: MIT
#include <ace/base/JsonText.h>

#include <ace/base/Bytes.h>

namespace ace::inline base {

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

} // namespace ace::inline base
