// SPDX-License-Identifier: MIT
#include "Html.h"

#include <ace/base/Assert.h>
#include <ace/base/Embedded.h>

#include <algorithm>

namespace ace::embedded {
std::span<const File> stripePages();
}

namespace ace::stripesimulator {

std::string escapeHtml(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string fillPage(std::string_view file, const std::map<std::string, std::string>& values)
{
    const auto files = embedded::stripePages();
    const auto found = std::ranges::find(files, file, &embedded::File::name);
    ACE_ASSERT(found != files.end());
    std::string_view rest = found->content;
    std::string out;
    for (std::size_t at = rest.find("{{"); at != std::string_view::npos; at = rest.find("{{")) {
        const bool isRaw = rest.substr(at).starts_with("{{{");
        const std::size_t begin = at + (isRaw ? 3 : 2);
        const std::size_t end = rest.find("}}", begin);
        ACE_ASSERT(end != std::string_view::npos);
        const std::string& value = values.at(std::string(rest.substr(begin, end - begin)));
        out += rest.substr(0, at);
        out += isRaw ? value : escapeHtml(value);
        rest.remove_prefix(end + (isRaw ? 3 : 2));
    }
    return out.append(rest);
}

Response htmlPage(int status, const std::string& title, const std::string& content)
{
    return {status,
            {{"Content-Type", "text/html; charset=utf-8"},
             {"Cache-Control", "no-store"},
             {"Content-Security-Policy",
              "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}},
            fillPage("layout.html", {{"title", title}, {"content", content}})};
}

Response messagePage(int status, const std::string& title, const std::string& text, const std::string& link)
{
    return htmlPage(status, title,
                    fillPage("message.html", {{"title", title}, {"text", text}, {"link", link}}));
}

} // namespace ace::stripesimulator
